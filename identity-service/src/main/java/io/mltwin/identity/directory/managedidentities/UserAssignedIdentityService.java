package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.otherLocation;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * Creates, shows and deletes user-assigned identities, each of which has a service principal. One
 * has no key until it is assigned to a resource; then the resource's host holds a key.
 */
@ApplicationScoped
public class UserAssignedIdentityService {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private final UserAssignedIdentityRepository userAssigned;
    private final ManagedIdentityRepository identities;
    private final ServicePrincipalService servicePrincipals;
    private final DirectoryService directory;
    private final Principals principals;
    private final ObjectMapper json;

    UserAssignedIdentityService(
            UserAssignedIdentityRepository userAssigned,
            ManagedIdentityRepository identities,
            ServicePrincipalService servicePrincipals,
            DirectoryService directory,
            Principals principals,
            ObjectMapper json) {
        this.userAssigned = userAssigned;
        this.identities = identities;
        this.servicePrincipals = servicePrincipals;
        this.directory = directory;
        this.principals = principals;
        this.json = json;
    }

    @Transactional
    Outcome put(ArmCall call, UserAssignedIdentityBody body) {
        ArmResourceId id = call.id();
        String location = UserAssignedIdentityValidator.location(body);
        UserAssignedIdentityEntity row = userAssigned.findById(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, call.caller().tenantId(), location);
        } else if (!row.location().equals(location)) {
            throw otherLocation(id, row.location(), location);
        }
        row.tag(tags(body));
        return Outcome.saved(created, body(row));
    }

    private UserAssignedIdentityEntity create(ArmResourceId id, String tenantId, String location) {
        directory.requireQuota(tenantId);
        DirectoryPrincipal principal = new DirectoryPrincipal(
                UUID.randomUUID().toString(),
                tenantId,
                PrincipalKind.MANAGED_IDENTITY,
                id.name(),
                UUID.randomUUID().toString(),
                null);
        servicePrincipals.upsert(principal);
        identities.persistAndFlush(new ManagedIdentityEntity(
                id.key(),
                id.toString(),
                principal.objectId(),
                principals.service(ServiceName.IDENTITY).applicationId()));
        UserAssignedIdentityEntity row = new UserAssignedIdentityEntity(id.key(), location);
        userAssigned.persistAndFlush(row);
        return row;
    }

    /** Updates the tags; nothing else can be changed. */
    @Transactional
    Outcome patch(ArmCall call, UserAssignedIdentityBody body) {
        UserAssignedIdentityEntity row = require(call.id());
        if (body.tags() != null) {
            row.tag(tags(body));
        }
        return Outcome.ok(body(row));
    }

    @Transactional
    UserAssignedIdentityBody get(ArmResourceId id) {
        return body(require(id));
    }

    private UserAssignedIdentityEntity require(ArmResourceId id) {
        return userAssigned.findByIdOptional(id.key()).orElseThrow(() -> resourceNotFound(id));
    }

    /** Returns the ARM ids of the resources that have the identity, sorted. */
    @Transactional
    List<ArmResourceId> resources(ArmResourceId id) {
        require(id);
        return servicePrincipals.attachedResources(identities.findById(id.key()).objectId()).stream()
                .map(ArmResourceId::parse)
                .toList();
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return AsciiCase.equal(id.type(), TYPE) && userAssigned.findById(id.key()) != null;
    }

    @Transactional
    List<UserAssignedIdentityBody> list(ArmResourceId scope) {
        return userAssigned.below(scope.key()).stream().map(this::body).toList();
    }

    /** Deletes the identity with all its keys. Role assignments stay, as in Azure. */
    @Transactional
    Outcome delete(ArmCall call) {
        ArmResourceId id = call.id();
        UserAssignedIdentityEntity row = userAssigned.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        ManagedIdentityEntity identity = identities.findById(id.key());
        userAssigned.delete(row);
        userAssigned.flush();
        identities.delete(identity);
        identities.flush();
        servicePrincipals.delete(identity.objectId());
        return Outcome.ok(null);
    }

    private UserAssignedIdentityBody body(UserAssignedIdentityEntity row) {
        ManagedIdentityEntity identity = identities.findById(row.resourceKey());
        DirectoryPrincipal principal = directory.principal(identity.objectId()).orElseThrow();
        ArmResourceId id = ArmResourceId.parse(identity.resourceId());
        try {
            return new UserAssignedIdentityBody(
                    id.toString(),
                    id.name(),
                    TYPE,
                    row.location(),
                    row.tags() == null ? json.createObjectNode() : json.readTree(row.tags()),
                    new UserAssignedIdentityBody.Properties(
                            principal.tenantId(), principal.objectId(), principal.applicationId()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tags are stored as JSON", e);
        }
    }

    private static String tags(UserAssignedIdentityBody body) {
        return body.tags() == null || body.tags().isNull() ? null : body.tags().toString();
    }
}
