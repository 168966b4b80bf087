package dev.hone.redact;

import java.util.regex.Pattern;

/** The forms of keys and tokens that are recognised by how they begin. */
public final class Secrets {

    private static final String PEM =
            "-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]{0,32}PRIVATE KEY-----|\\z)";
    private static final String BEARER = "(?<=(?i:bearer)\\s)[A-Za-z0-9._~+/-]{16,}+=*";
    private static final String WEB_TOKEN = "\\beyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+";
    private static final String AWS_KEY_ID = "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b";
    private static final String AWS_SECRET_NAME = "(?i:secret.?access.?key)";
    private static final String AWS_SECRET =
            "(?<=" + AWS_SECRET_NAME + ".{0,5}[=: \"'])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])";
    private static final String PREFIXED =
            "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}+|github_pat_[A-Za-z0-9_]{22,}+|glpat-[A-Za-z0-9_-]{20,}+|xox[abeprs]-[A-Za-z0-9-]{10,}+"
                    + "|AIza[A-Za-z0-9_-]{35}|sk-[A-Za-z0-9_-]{20,}+|[rs]k_live_[A-Za-z0-9]{16,}+|hf_[A-Za-z0-9]{30,}+"
                    + "|npm_[A-Za-z0-9]{36}|ABSK[A-Za-z0-9+/]{40,}+=*)";

    /** A regular expression. */
    public static final String PATTERN = String.join("|", PEM, BEARER, WEB_TOKEN, AWS_KEY_ID, AWS_SECRET, PREFIXED);

    private static final Pattern NAME = Pattern.compile(AWS_SECRET_NAME);

    private Secrets() {}

    /** Whether a field of this name holds a secret that only its name tells. */
    static boolean isName(String field) {
        return NAME.matcher(field).find();
    }
}
