package io.mltwin.keyvault.objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import java.util.List;

/** What keys and secrets have in common in Azure Resource Manager. */
public final class ArmObject {

    private ArmObject() {}

    /** A collection of Azure Resource Manager. */
    public record Many<B>(List<B> value) {}

    /** Attributes as Azure Resource Manager shows them: without recovery level. */
    public record ArmAttributes(Boolean enabled, Long nbf, Long exp, Long created, Long updated) {

        public static ArmAttributes of(ObjectVersion entity) {
            return new ArmAttributes(
                    entity.enabled,
                    Attributes.seconds(entity.notBefore),
                    Attributes.seconds(entity.expires),
                    Attributes.seconds(entity.createdAt),
                    Attributes.seconds(entity.updatedAt));
        }

        /** As the rules of the data plane take them. */
        public Attributes given() {
            return new Attributes(enabled, nbf, exp, null, null, null, null);
        }
    }

    /** The body of a request. */
    public static <B> B read(ObjectMapper json, ArmCall call, Class<B> type) {
        try {
            return json.convertValue(call.requiredBody(), type);
        } catch (IllegalArgumentException malformed) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized.");
        }
    }
}
