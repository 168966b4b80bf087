package dev.hone.policy.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hone.error.ModelException;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.template.ChatTemplate;
import dev.hone.policy.template.ChatTemplateFiles;
import dev.hone.policy.template.RenderedChat;
import dev.hone.policy.template.TemplateSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a Hugging Face model directory: tokenizer.json by the tokenizers library, chat templates by our own renderer. May be
 * used by several threads at once.
 *
 * <p>As in transformers, a conversation gets the BOS token that its template writes and no second one from the post-processor.
 */
public final class HuggingFacePolicyTokenizer implements PolicyTokenizer {

    private final Path directory;
    private final HuggingFaceTokenizer tokenizer;
    private final TokenizerConfig config;
    private final Map<String, ChatTemplate> templates;
    private final TemplateSettings settings;
    private final SpecialTexts specialTexts;
    private final WordCounts wordCounts;
    private Optional<SpecialTokenFence> fence = Optional.empty();

    private HuggingFacePolicyTokenizer(Path directory, TokenizerConfig config, TemplateSettings settings) {
        this.directory = directory;
        this.config = config;
        this.settings = settings;
        this.specialTexts = SpecialTexts.of(config.specialTokens().keySet());
        this.tokenizer = Tokenizers.open(directory.resolve(TokenizerConfig.TOKENIZER));
        this.wordCounts = new WordCounts(config.wordBoundaries(), text -> encode(text).length);
        this.templates = new HashMap<>();
        for (String name : List.of(ChatTemplateFiles.DEFAULT, ChatTemplateFiles.TOOL_USE)) {
            Optional.ofNullable(config.templates().get(name))
                    .ifPresent(source -> templates.put(name, parse(directory, source)));
        }
    }

    /** Loads the tokenizer; templates see {@link TemplateSettings#DEFAULT}. */
    public static HuggingFacePolicyTokenizer load(Path modelDirectory) {
        return load(modelDirectory, TemplateSettings.DEFAULT);
    }

    /**
     * Loads the tokenizer.
     *
     * @param settings what the chat template sees beside the conversation
     * @throws ModelException where a file is missing or broken, or the chat template cannot be rendered exactly
     */
    public static HuggingFacePolicyTokenizer load(Path modelDirectory, TemplateSettings settings) {
        return new HuggingFacePolicyTokenizer(modelDirectory, TokenizerConfig.read(modelDirectory), settings);
    }

    private static ChatTemplate parse(Path directory, String source) {
        try {
            return ChatTemplate.parse(source);
        } catch (ModelException e) {
            throw new ModelException(directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int[] encode(String text) {
        return Tokenizers.encode(tokenizer, text);
    }

    @Override
    public String decode(int[] tokenIds) {
        return tokenIds.length == 0
                ? ""
                : tokenizer.decode(Arrays.stream(tokenIds).asLongStream().toArray(), true);
    }

    @Override
    public int[] encodeChat(ChatPrompt prompt) {
        RenderedChat chat = render(prompt);
        return specialTexts.comeFromOutside(chat) ? fence().encode(chat) : encode(chat.text());
    }

    /** The length of {@link #encodeChat}, counted word by word where the tokenizer allows it. */
    public int countChatTokens(ChatPrompt prompt) {
        RenderedChat chat = render(prompt);
        if (specialTexts.comeFromOutside(chat)) {
            return fence().encode(chat).length;
        }
        return wordCounts.count(chat.text());
    }

    @Override
    public String renderChat(ChatPrompt prompt) {
        return render(prompt).text();
    }

    @Override
    public List<Integer> endOfSequenceIds() {
        return config.endOfSequenceIds();
    }

    private RenderedChat render(ChatPrompt prompt) {
        Map<String, JsonNode> variables = new HashMap<>(settings.variables());
        variables.putAll(prompt.templateVariables());
        variables.put("messages", ReasoningFields.copied(prompt.messages()));
        variables.put("tools", prompt.tools().orElse(NullNode.getInstance()));
        variables.putIfAbsent("documents", NullNode.getInstance());
        variables.put("add_generation_prompt", BooleanNode.TRUE);
        return template(prompt.tools().isPresent()).render(config.templateVariables(), variables, settings.now());
    }

    /** A model with a template for tools uses it where tools are given. */
    private ChatTemplate template(boolean withTools) {
        Optional<ChatTemplate> forTools =
                withTools ? Optional.ofNullable(templates.get(ChatTemplateFiles.TOOL_USE)) : Optional.empty();
        return forTools.or(() -> Optional.ofNullable(templates.get(ChatTemplateFiles.DEFAULT)))
                .orElseThrow(
                        () -> new ModelException(
                                directory + " has no chat template, so conversations cannot be"
                                        + " rendered. Use an instruction-tuned model, or put a chat_template.jinja into the directory"));
    }

    /** Made when the first conversation needs it: it parses tokenizer.json once more. */
    private synchronized SpecialTokenFence fence() {
        if (fence.isEmpty()) {
            fence = Optional.of(SpecialTokenFence.of(
                    directory.resolve(TokenizerConfig.TOKENIZER),
                    config.specialTokens().keySet()));
        }
        return fence.get();
    }
}
