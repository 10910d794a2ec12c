package io.mltwin.compute.assets;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.AssetListQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The query of a list of assets or versions: page, order and view, {@code $tags}, {@code
 * stage}, and of code its {@code hash}.
 *
 * @param tags name and value, or a name alone with a null value
 */
record AssetQuery(AssetListQuery list, Map<String, String> tags, String stage, String hash, String hashVersion) {

    private static final String HASH_VERSION = "hash_version";

    /**
     * Reads the query.
     *
     * @throws AzureException 400 for a value that it cannot have
     */
    static AssetQuery read(ArmCall call) {
        Map<String, String> query = call.query();
        return new AssetQuery(
                AssetListQuery.read(call),
                tags(query.get("$tags")),
                query.get("stage"),
                query.get("hash"),
                query.get("hashversion"));
    }

    boolean matches(AssetVersion version) {
        Map<String, String> there = version.properties().tags();
        boolean isOfHash = hashVersion == null
                || hashVersion.equals(version.properties().properties().get(HASH_VERSION));
        return isOfHash
                && (stage == null || AsciiCase.equal(stage, version.properties().stage()))
                && tags.entrySet().stream()
                        .allMatch(tag -> tag.getValue() == null
                                ? there.containsKey(tag.getKey())
                                : tag.getValue().equals(there.get(tag.getKey())));
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (text != null) {
            for (String tag : text.split(",")) {
                int equals = tag.indexOf('=');
                if (equals < 0) {
                    tags.put(tag.strip(), null);
                } else {
                    tags.put(
                            tag.substring(0, equals).strip(),
                            tag.substring(equals + 1).strip());
                }
            }
        }
        return tags;
    }
}
