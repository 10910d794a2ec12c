package io.mltwin.identity.managedidentities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.ServicePrincipalService;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * User-assigned identities: resources of their own with a service principal each. Nobody holds a
 * key of one until it is assigned to a resource; then that resource's host holds one of its own.
 */
@ApplicationScoped
public class UserAssignedIdentityService {

    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}");
    private static final int MOST_TAGS = 50;

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

    /** What a PUT did. */
    record Put(UserAssignedIdentityBody identity, boolean created) {}

    @Transactional
    Put put(ArmResourceId id, String tenantId, JsonNode body) {
        if (!NAME.matcher(id.name()).matches()) {
            throw ArmErrors.invalidResourceName(
                    id.name(),
                    "a user-assigned identity has 3 to 128 letters, digits, '_' and '-', and starts with a letter or"
                            + " digit.");
        }
        String location = AsciiCase.lower(body.path("location").asText("").replace(" ", ""));
        if (location.isEmpty()) {
            throw ArmErrors.locationRequired();
        }
        UserAssignedIdentityEntity row = userAssigned.findById(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, tenantId, location);
        } else if (!row.location().equals(location)) {
            throw ArmErrors.otherLocation(id, row.location(), location);
        }
        row.tag(tags(body.get("tags")));
        return new Put(body(row), created);
    }

    private UserAssignedIdentityEntity create(ArmResourceId id, String tenantId, String location) {
        DirectoryPrincipal principal =
                new DirectoryPrincipal(
                        UUID.randomUUID().toString(),
                        tenantId,
                        PrincipalKind.MANAGED_IDENTITY,
                        id.name(),
                        UUID.randomUUID().toString(),
                        null);
        servicePrincipals.upsert(principal);
        identities.persistAndFlush(
                new ManagedIdentityEntity(
                        id.key(),
                        id.toString(),
                        principal.objectId(),
                        principals.service(ServiceName.IDENTITY).applicationId()));
        UserAssignedIdentityEntity row = new UserAssignedIdentityEntity(id.key(), location);
        userAssigned.persistAndFlush(row);
        return row;
    }

    /** Tags are all that can be changed. */
    @Transactional
    UserAssignedIdentityBody patch(ArmResourceId id, JsonNode body) {
        UserAssignedIdentityEntity row =
                userAssigned
                        .findByIdOptional(id.key())
                        .orElseThrow(() -> ArmErrors.resourceNotFound(id));
        if (body.has("tags")) {
            row.tag(tags(body.get("tags")));
        }
        return body(row);
    }

    @Transactional
    Optional<UserAssignedIdentityBody> find(ArmResourceId id) {
        return userAssigned.findByIdOptional(id.key()).map(this::body);
    }

    /** ARM ids of the resources that it is on, in the order of their ids. */
    @Transactional
    List<ArmResourceId> resources(ArmResourceId id) {
        if (userAssigned.findById(id.key()) == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return servicePrincipals
                .attachedResources(identities.findById(id.key()).objectId())
                .stream()
                .map(ArmResourceId::parse)
                .toList();
    }

    public boolean exists(ArmResourceId id) {
        return AsciiCase.equal(id.type(), TYPE) && find(id).isPresent();
    }

    @Transactional
    List<UserAssignedIdentityBody> list(ArmResourceId scope) {
        return userAssigned.below(scope.key()).stream().map(this::body).toList();
    }

    /**
     * False when there was none. With it every key of it ends; role assignments stay, as in Azure.
     */
    @Transactional
    boolean delete(ArmResourceId id) {
        UserAssignedIdentityEntity row = userAssigned.findById(id.key());
        if (row == null) {
            return false;
        }
        ManagedIdentityEntity identity = identities.findById(id.key());
        userAssigned.delete(row);
        userAssigned.flush();
        identities.delete(identity);
        identities.flush();
        servicePrincipals.delete(identity.objectId());
        return true;
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

    private static String tags(JsonNode tags) {
        if (tags == null || tags.isNull()) {
            return null;
        }
        boolean good = tags.isObject() && tags.size() <= MOST_TAGS;
        for (JsonNode value : tags) {
            good &= value.isTextual() && value.asText().length() <= 256;
        }
        if (!good) {
            throw ArmErrors.invalidRequestContent(
                    "'tags' must be an object of at most " + MOST_TAGS + " texts.");
        }
        return tags.toString();
    }
}
