package io.mltwin.workspace.storage;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.Versioning;
import io.mltwin.workspace.storage.cors.CorsRule;
import io.mltwin.workspace.storage.cors.CorsRules;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code blobServices/default} as Azure Resource Manager shows and changes it: for how long what is
 * deleted is kept, whether blobs keep their previous versions, and the rules for pages of other
 * origins. Whatever else could be switched on answers 501.
 */
record BlobServiceBody(
        Cors cors,
        BlobPolicy deleteRetentionPolicy,
        Policy containerDeleteRetentionPolicy,
        Boolean isVersioningEnabled) {

    private static final String VERSIONING = "isVersioningEnabled";
    private static final String CORS = "cors";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The settings that may be named with the value that they have anyway. */
    private static final Set<String> SWITCHES = Set.of("enabled", "enable");

    private static final Set<String> NAMES =
            Set.of("deleteRetentionPolicy", "containerDeleteRetentionPolicy", VERSIONING, CORS);

    record Cors(List<CorsRule> corsRules) {}

    record Policy(boolean enabled, Integer days) {
        static Policy of(Integer days) {
            return new Policy(days != null, days);
        }
    }

    record BlobPolicy(Boolean allowPermanentDelete, boolean enabled, Integer days) {}

    static BlobServiceBody of(StorageAccount account) {
        SoftDelete softDelete = account.softDelete();
        return new BlobServiceBody(
                new Cors(account.corsRules().rules()),
                new BlobPolicy(softDelete.allowsPermanentDelete(), softDelete.keepsBlobs(), softDelete.blobDays()),
                Policy.of(softDelete.containerDays()),
                account.versioning().isOn());
    }

    /** Returns the file service, which keeps nothing. */
    static BlobServiceBody ofFiles() {
        return new BlobServiceBody(new Cors(List.of()), new BlobPolicy(null, false, null), null, null);
    }

    /**
     * Returns the soft deletion that a request asks for; a setting that it does not name stays.
     *
     * @throws AzureException 400 for days that no policy has, 501 for what is not built
     */
    static SoftDelete softDelete(JsonNode properties, SoftDelete before) {
        for (Map.Entry<String, JsonNode> each : properties.properties()) {
            notBuiltIf(
                    !NAMES.contains(each.getKey()) && isOn(each.getValue()),
                    "The property %s of a blob service",
                    each.getKey());
        }
        JsonNode policy = properties.path("deleteRetentionPolicy");
        return new SoftDelete(
                days(properties, "deleteRetentionPolicy", before.blobDays()),
                days(properties, "containerDeleteRetentionPolicy", before.containerDays()),
                policy.isObject()
                        ? policy.path("enabled").asBoolean()
                                && policy.path("allowPermanentDelete").asBoolean()
                        : before.allowsPermanentDelete());
    }

    /** Returns the same of versioning. */
    static Versioning versioning(JsonNode properties, Versioning before) {
        JsonNode wanted = properties.path(VERSIONING);
        if (wanted.isMissingNode() || wanted.isNull()) {
            return before;
        }
        invalidValueIf(!wanted.isBoolean(), VERSIONING, "It is true or false.");
        return before.switched(wanted.asBoolean());
    }

    /** Returns the same of the rules for pages of other origins. */
    static CorsRules corsRules(JsonNode properties, CorsRules before) {
        JsonNode wanted = properties.path(CORS);
        if (wanted.isMissingNode() || wanted.isNull()) {
            return before;
        }
        try {
            Cors cors = JSON.treeToValue(wanted, Cors.class);
            return CorsRules.of(orEmpty(cors.corsRules()));
        } catch (JsonProcessingException wrong) {
            throw invalidValue("cors.corsRules", "It is a list of rules.");
        } catch (IllegalArgumentException wrong) {
            throw invalidValue("cors.corsRules", wrong.getMessage());
        }
    }

    private static boolean isOn(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isObject()) {
            return SWITCHES.stream().anyMatch(name -> value.path(name).asBoolean());
        }
        return !value.isNull();
    }

    private static Integer days(JsonNode properties, String name, Integer before) {
        JsonNode policy = properties.path(name);
        if (!policy.isObject()) {
            return before;
        }
        if (!policy.path("enabled").asBoolean()) {
            return null;
        }
        JsonNode days = policy.path("days");
        if (!days.isInt() || !SoftDelete.isRetention(days.asInt())) {
            throw invalidValue(name + ".days", "It is from 1 to 365.");
        }
        return days.asInt();
    }
}
