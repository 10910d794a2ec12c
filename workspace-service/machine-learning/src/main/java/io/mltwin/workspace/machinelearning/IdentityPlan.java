package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which managed identities a workspace has after a request, and which of them it acts as ({@code
 * identity} and {@code properties.primaryUserAssignedIdentity}, API 2021-07-01 to 2024-10-01): one
 * of its own, user-assigned ones, or both; with user-assigned ones only, one of them is the primary
 * one. What a request does not mention stays.
 *
 * @param wanted null when the request says nothing of {@code identity}
 * @param primary ARM id, null when the workspace acts as its own identity
 */
record IdentityPlan(IdentityRequest wanted, boolean own, List<ArmResourceId> assigned, String primary) {

    private static final String PRIMARY = "properties.primaryUserAssignedIdentity";

    /**
     * @param row null for a workspace that is to be made
     * @param replaces a PUT says all user-assigned identities, a PATCH only those that come or go
     */
    static IdentityPlan of(WorkspaceEntity row, WorkspaceBody body, boolean replaces, ObjectMapper json) {
        IdentityRequest wanted = read(body.identity(), json);
        List<ArmResourceId> standing = row == null
                ? List.of()
                : HostedIdentity.read(row.userIdentities).stream()
                        .map(one -> ArmResourceId.parse(one.resourceId()))
                        .toList();
        boolean own = wanted == null ? row == null || row.ownIdentity : wanted.systemAssigned();
        List<ArmResourceId> assigned = wanted == null ? standing : assigned(standing, wanted, replaces);
        String given = WorkspaceValidator.properties(body).primaryUserAssignedIdentity();
        String primary = given == null || given.isBlank() ? null : given;
        if (primary == null && row != null && contains(assigned, row.primaryIdentity)) {
            primary = row.primaryIdentity;
        }
        IdentityPlan plan = new IdentityPlan(wanted, own, assigned, primary);
        plan.check(row);
        return plan;
    }

    private static IdentityRequest read(WorkspaceBody.Identity identity, ObjectMapper json) {
        if (identity == null || identity.type() == null && identity.userAssignedIdentities() == null) {
            return null;
        }
        if (AsciiCase.equal("None", identity.type())) {
            throw invalid(
                    "identity.type",
                    "A workspace needs an identity: identity.type must be SystemAssigned, UserAssigned or both.");
        }
        return IdentityRequest.read(json.valueToTree(identity));
    }

    private static List<ArmResourceId> assigned(
            List<ArmResourceId> standing, IdentityRequest wanted, boolean replaces) {
        List<ArmResourceId> all = new ArrayList<>(wanted.given());
        if (wanted.userAssigned() && !replaces) {
            standing.stream()
                    .filter(id -> !all.contains(id) && !wanted.taken().contains(id))
                    .forEach(all::add);
        }
        return all;
    }

    private void check(WorkspaceEntity row) {
        if (wanted != null && wanted.userAssigned() && assigned.isEmpty()) {
            throw invalid(
                    "identity.userAssignedIdentities",
                    "An identity.type with UserAssigned needs at least one user-assigned identity.");
        }
        if (primary != null && !contains(assigned, primary)) {
            throw invalid(
                    PRIMARY,
                    "The primary user-assigned identity '"
                            + primary
                            + "' is not among identity.userAssignedIdentities of the workspace.");
        }
        if (primary == null && !own) {
            throw invalid(
                    PRIMARY, "A workspace without a system-assigned identity needs a primary user-assigned identity.");
        }
        if (row != null && row.keyIdentity != null && !contains(assigned, row.keyIdentity)) {
            throw invalid(
                    "identity.userAssignedIdentities",
                    "The identity '"
                            + row.keyIdentity
                            + "' opens the customer-managed key of the workspace and cannot be taken off.");
        }
    }

    /** The same identity as the request or the row spells it. */
    private static boolean contains(List<ArmResourceId> identities, String armId) {
        return armId != null && identities.stream().anyMatch(id -> AsciiCase.equal(id.toString(), armId));
    }

    private static AzureException invalid(String target, String why) {
        return badRequest("ValidationError", why).withTarget(target);
    }

    /** Returns the identities that are put on the workspace before any is taken off it. */
    IdentityRequest added() {
        return new IdentityRequest(false, true, wanted.given(), List.of());
    }

    /** True for a user-assigned identity that the workspace has after the request. */
    boolean assigns(HostedIdentity identity) {
        return assigned.stream().anyMatch(id -> identity.isOf(id.toString()));
    }
}
