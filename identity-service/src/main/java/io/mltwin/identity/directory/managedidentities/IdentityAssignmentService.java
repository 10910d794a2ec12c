package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.requireMember;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.identity.rbac.access.AccessService;
import io.mltwin.identity.rbac.access.Denial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Assigns user-assigned identities to resources. The caller needs {@code assign/action} on the
 * identity. The resource's host then adds a key of its own, and signs in as the identity until it
 * is unassigned.
 */
@ApplicationScoped
public class IdentityAssignmentService {

    static final String ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    private final ManagedIdentityRepository identities;
    private final UserAssignedIdentityService userAssigned;
    private final ServicePrincipalService servicePrincipals;
    private final DirectoryService directory;
    private final AccessService access;

    IdentityAssignmentService(
            ManagedIdentityRepository identities,
            UserAssignedIdentityService userAssigned,
            ServicePrincipalService servicePrincipals,
            DirectoryService directory,
            AccessService access) {
        this.identities = identities;
        this.userAssigned = userAssigned;
        this.servicePrincipals = servicePrincipals;
        this.directory = directory;
        this.access = access;
    }

    /**
     * Assigns the identity and adds the key. Checks the permission before it tells whether the
     * identity exists.
     */
    @Transactional
    ManagedIdentityBody.Registered assign(ManagedIdentityBody.Assignment wanted, String hostApplicationId) {
        ArmResourceId identity = id("identityId", wanted.identityId());
        ArmResourceId resource = id("resourceId", wanted.resourceId());
        PublicKey key = PublicKeys.fromPem(requireMember("publicKeyPem", wanted.publicKeyPem()));
        requireAssign(wanted.caller(), identity);
        DirectoryPrincipal principal = principal(identity).orElseThrow(() -> resourceNotFound(identity));
        servicePrincipals.attachKey(principal.objectId(), resource, hostApplicationId, key);
        return new ManagedIdentityBody.Registered(
                principal.objectId(), principal.applicationId(), principal.tenantId());
    }

    /** Removes the identity from the resource, if it is assigned. */
    @Transactional
    void unassign(String identityId, String resourceId, String hostApplicationId) {
        principal(id("identityId", identityId))
                .ifPresent(principal -> servicePrincipals.detachKey(
                        principal.objectId(), id("resourceId", resourceId).key(), hostApplicationId));
    }

    private void requireAssign(ManagedIdentityBody.AssigningCaller caller, ArmResourceId identity) {
        invalidRequestContentIf(caller == null || caller.objectId() == null, "'caller' is missing.");
        Caller asking = new Caller(null, caller.objectId(), null, null, caller.groups());
        Denial denial = access.denial(asking, ASSIGN, identity.toString());
        if (denial != null) {
            throw DecisionHeader.on(notLinked(caller, identity), denial.id());
        }
    }

    private static AzureException notLinked(ManagedIdentityBody.AssigningCaller caller, ArmResourceId identity) {
        return forbidden(
                "LinkedAuthorizationFailed",
                "The client '%s' with object id '%s' has permission to perform the action on the resource; however,"
                        + " it does not have permission to perform action '%s' on the linked scope '%s', or the linked scope"
                        + " is invalid.",
                caller.displayName(),
                caller.objectId(),
                ASSIGN,
                identity);
    }

    private Optional<DirectoryPrincipal> principal(ArmResourceId identity) {
        return userAssigned.exists(identity)
                ? directory.principal(identities.findById(identity.key()).objectId())
                : Optional.empty();
    }

    private static ArmResourceId id(String name, String text) {
        return ArmResourceId.parse(requireMember(name, text));
    }
}
