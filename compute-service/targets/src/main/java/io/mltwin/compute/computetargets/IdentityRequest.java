package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code identity} of a compute as a client PUTs it: none, one of its own, or user-assigned ones. A
 * cluster of Azure ML has either the one or the others.
 *
 * @param type in Azure's spelling
 * @param userAssigned ARM ids
 */
record IdentityRequest(String type, List<ArmResourceId> userAssigned) {

    static final String NONE = "None";
    static final String SYSTEM_ASSIGNED = "SystemAssigned";
    static final String USER_ASSIGNED = "UserAssigned";

    private static final String IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities";

    /** Empty when nothing is said about it. */
    static Optional<IdentityRequest> read(ComputeBody body) {
        return read(body.identity());
    }

    /** The same of the member {@code identity}. */
    static Optional<IdentityRequest> read(JsonNode identity) {
        if (!isGiven(identity) || identity.path("type").isMissingNode()) {
            return Optional.empty();
        }
        String type = identity.path("type").asText();
        List<ArmResourceId> ids = ids(identity.path("userAssignedIdentities"));
        for (String known : List.of(NONE, SYSTEM_ASSIGNED, USER_ASSIGNED)) {
            if (AsciiCase.equal(known, type)) {
                return Optional.of(checked(known, ids));
            }
        }
        throw invalidRequestContent(
                AsciiCase.lower(type).contains("userassigned")
                        ? "A cluster has a system-assigned identity or user-assigned ones, not both."
                        : "identity.type '" + type + "' is not known.");
    }

    private static IdentityRequest checked(String type, List<ArmResourceId> ids) {
        invalidRequestContentIf(
                type.equals(USER_ASSIGNED) == ids.isEmpty(),
                "identity.userAssignedIdentities goes with identity.type UserAssigned, and that with it.");
        return new IdentityRequest(type, ids);
    }

    private static List<ArmResourceId> ids(JsonNode given) {
        List<ArmResourceId> ids = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (!entry.getValue().isNull()) {
                ids.add(id(entry.getKey()));
            }
        }
        return List.copyOf(ids);
    }

    private static ArmResourceId id(String text) {
        try {
            ArmResourceId id = ArmResourceId.parse(text);
            if (AsciiCase.equal(id.type(), IDENTITY)) {
                return id;
            }
        } catch (AzureException malformed) {
            // as any other text that is no identity's id
        }
        throw invalidRequestContent("'%s' is no id of a %s.", text, IDENTITY);
    }
}
