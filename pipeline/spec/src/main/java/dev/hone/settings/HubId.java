package dev.hone.settings;

import java.util.regex.Pattern;

/** Ids of models and data sets on the Hugging Face Hub. */
public final class HubId {

    /** A name, or owner/name: letters, digits, '-', '_' and '.', at most 96 characters in all. */
    private static final Pattern ID =
            Pattern.compile("(?=.{1,96}$)(?!.*(--|\\.\\.))(?!.*\\.git$)\\w([\\w.-]*\\w)?(/\\w([\\w.-]*\\w)?)?");

    private HubId() {}

    /** The rule of huggingface_hub's validate_repo_id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
