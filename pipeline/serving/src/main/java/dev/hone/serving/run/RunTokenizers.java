package dev.hone.serving.run;

import dev.hone.error.ModelException;
import dev.hone.policy.checkpoint.ModelFiles;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.policy.tokenizer.TextPieces;
import dev.hone.schema.RunRow;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizers of runs, from the folders of their models. A folder counts while its tokenizer.json has the hash that the run recorded, so
 * a warehouse of somebody else's cannot have other files read.
 */
public final class RunTokenizers {

    private static final String FILE = "tokenizer.json";
    private static final int KEPT = 4;

    private final Map<String, PolicyTokenizer> byHash = new LinkedHashMap<>(16, 0.75f, true);

    /** Texts of tokens, one after the other. */
    public interface TokenTexts {

        /** [T] what each token adds to the text of a completion; nothing for a special token, or while a character is incomplete. */
        List<String> of(List<Integer> tokenIds);
    }

    /** The tokenizer of a run; empty where its folder is gone or holds another. */
    public synchronized Optional<TokenTexts> of(RunRow run) {
        String hash = run.identity().getOrDefault("model_file." + FILE, "");
        return tokenizer(run, hash).map(tokenizer -> ids -> {
            TextPieces pieces = new TextPieces(tokenizer);
            return ids.stream().map(pieces::next).toList();
        });
    }

    private Optional<PolicyTokenizer> tokenizer(RunRow run, String hash) {
        if (!byHash.containsKey(hash)) {
            folder(run, hash).flatMap(RunTokenizers::load).ifPresent(found -> byHash.put(hash, found));
        }
        if (byHash.size() > KEPT) {
            byHash.remove(byHash.keySet().iterator().next());
        }
        return Optional.ofNullable(byHash.get(hash));
    }

    private static Optional<Path> folder(RunRow run, String hash) {
        try {
            Path folder = Path.of(run.identity().getOrDefault("spec.model.path", ""));
            boolean same = !hash.isEmpty()
                    && Files.isReadable(folder.resolve(FILE))
                    && hash.equals(
                            ModelFiles.hash(folder, List.of(FILE)).sha256().get(FILE));
            return same ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Empty for one that cannot be used here, whose tokens are then shown without their texts. */
    private static Optional<PolicyTokenizer> load(Path folder) {
        try {
            return Optional.of(HuggingFacePolicyTokenizer.load(folder));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }
}
