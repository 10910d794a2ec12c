package io.mltwin.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code identity} of a resource as a client sends it: one of its own, user-assigned ones, both or
 * none.
 *
 * @param systemAssigned whether it has one of its own
 * @param given user-assigned ones, by their ARM ids
 * @param taken user-assigned ones that are sent as null, which takes them off
 */
public record IdentityRequest(
        boolean systemAssigned, boolean userAssigned, List<ArmResourceId> given, List<ArmResourceId> taken) {

    /** Asks for no identity. */
    public static final IdentityRequest NONE = new IdentityRequest(false, false, List.of(), List.of());

    private static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    /** Null when the request says nothing about it. */
    public static IdentityRequest read(JsonNode identity) {
        if (identity == null || identity.isMissingNode() || identity.isNull()) {
            return null;
        }
        String type = AsciiCase.lower(identity.path("type").asText("")).replace(" ", "");
        invalidRequestContentIf(
                !List.of("none", "systemassigned", "userassigned", "systemassigned,userassigned")
                        .contains(type),
                "identity.type is None, SystemAssigned, UserAssigned or 'SystemAssigned, UserAssigned'.");
        List<ArmResourceId> given = new ArrayList<>();
        List<ArmResourceId> taken = new ArrayList<>();
        JsonNode named = identity.path("userAssignedIdentities");
        invalidRequestContentIf(
                !named.isObject() && !named.isNull() && !named.isMissingNode(),
                "identity.userAssignedIdentities is an object with the ids of identities as its names.");
        for (Map.Entry<String, JsonNode> entry : named.properties()) {
            invalidRequestContentIf(
                    !entry.getValue().isObject() && !entry.getValue().isNull(),
                    "identity.userAssignedIdentities['%s'] is {} or null.",
                    entry.getKey());
            (entry.getValue().isNull() ? taken : given).add(id(entry.getKey()));
        }
        boolean userAssigned = type.endsWith("userassigned");
        invalidRequestContentIf(
                !userAssigned && !given.isEmpty(),
                "identity.userAssignedIdentities needs an identity.type with UserAssigned.");
        return new IdentityRequest(type.startsWith("systemassigned"), userAssigned, given, taken);
    }

    private static ArmResourceId id(String text) {
        try {
            ArmResourceId id = ArmResourceId.parse(text);
            if (AsciiCase.equal(id.type(), TYPE)) {
                return id;
            }
        } catch (AzureException malformed) {
            // as any other text that is no identity's id
        }
        throw invalidRequestContent("'%s' is no id of a %s.", text, TYPE);
    }
}
