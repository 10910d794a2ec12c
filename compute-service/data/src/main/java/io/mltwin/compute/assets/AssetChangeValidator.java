package io.mltwin.compute.assets;

import static io.mltwin.machinelearning.UserErrors.fixed;
import static io.mltwin.machinelearning.UserErrors.pathFixed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/** Refuses a change of what a version of an asset says for good. */
final class AssetChangeValidator {

    /** Of a component, what its users see of it and not what it does. */
    private static final List<String> TEXTS =
            List.of("$schema", "name", "version", "display_name", "description", "tags");

    private AssetChangeValidator() {}

    /**
     * Lets the same content pass.
     *
     * @throws io.mltwin.armweb.AzureException 409
     */
    static void refuseOtherContent(AssetVersionEntity row, AssetProperties old, AssetProperties given) {
        if (!Objects.equals(old.codeUri(), given.codeUri()) || !Objects.equals(old.dataUri(), given.dataUri())) {
            throw pathFixed();
        }
        refuse(row, "referencedUris", old.referencedUris(), given.referencedUris());
        refuse(row, "isAnonymous", old.isAnonymous(), given.isAnonymous());
        refuse(row, "componentSpec", work(old.componentSpec()), work(given.componentSpec()));
        given.properties().forEach((name, value) -> {
            String there = old.properties().get(name);
            if (there != null) {
                refuse(row, "properties." + name, there, value);
            }
        });
    }

    private static void refuse(AssetVersionEntity row, String field, Object old, Object given) {
        if (!Objects.equals(old, given)) {
            throw fixed(row.kind.noun(), row.name, row.version, field);
        }
    }

    private static JsonNode work(JsonNode spec) {
        if (spec instanceof ObjectNode object) {
            return object.deepCopy().without(TEXTS);
        }
        return null;
    }
}
