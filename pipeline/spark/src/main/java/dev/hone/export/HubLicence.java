package dev.hone.export;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A licence in the terms of the Hugging Face Hub, which knows some by their ids and takes others by a name of one's own.
 *
 * @param id one of the Hub's ids: {@code unknown} where none is stated, {@code other} where it has no id
 * @param name what it is called, where the id is {@code other}: lower-case letters, digits, '-' and '.'
 */
record HubLicence(String id, Optional<String> name) {

    /** The ids of the Hub's documentation, "Licenses", November 2026. */
    private static final Set<String> IDS = Set.of(("apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m"
                    + " bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause"
                    + " bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0"
                    + " cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0"
                    + " cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0"
                    + " epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc"
                    + " h-research intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0"
                    + " openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license"
                    + " fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma"
                    + " unknown")
            .split(" "));

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "apache-license-2.0", "apache-2.0", "apache-license-version-2.0", "apache-2.0", "mit-license", "mit");

    /** The licence as a README states it: an id, or words of which the first count. */
    static HubLicence of(Optional<String> stated) {
        if (stated.isEmpty()) {
            return new HubLicence("unknown", Optional.empty());
        }
        String first = stated.get().strip().split("[,;(\\n]|\\. ", 2)[0];
        String name = first.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.+]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        String id = OTHER_NAMES.getOrDefault(name, name);
        if (IDS.contains(id)) {
            return new HubLicence(id, Optional.empty());
        }
        String own = name.replace("+", "");
        return own.isEmpty() ? new HubLicence("unknown", Optional.empty()) : new HubLicence("other", Optional.of(own));
    }
}
