package io.mltwin.telemetry.components;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.platform.Addresses;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Application Insights components in Azure Resource Manager, which has asked for permission
 * already.
 */
@ApplicationScoped
public class ComponentService {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.()-]{0,259}[A-Za-z0-9_()-]");
    private static final Set<Integer> RETENTIONS = Set.of(30, 60, 90, 120, 180, 270, 365, 550, 730);
    private static final int DEFAULT_RETENTION = 90;

    private final ComponentRepository repository;
    private final ComponentKeys keys;
    private final Addresses addresses;
    private final Clock clock;

    ComponentService(
            ComponentRepository repository, ComponentKeys keys, Addresses addresses, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Makes or replaces a component; Azure answers both alike.
     *
     * @param tenantId of the subscription, as Azure Resource Manager has made sure of the caller's
     */
    @Transactional
    ComponentBody put(ArmResourceId id, String tenantId, ComponentBody body) {
        check(id, body);
        repository.lock(id.key());
        ComponentEntity entity = repository.byArmKey(id.key());
        boolean created = entity == null;
        if (created) {
            entity = create(id);
            entity.location = location(body);
        } else if (!entity.location.equals(location(body))) {
            throw ArmErrors.otherLocation(id, entity.location, location(body));
        }
        Properties given = body.properties();
        entity.kind = body.kind() == null ? "web" : body.kind();
        entity.applicationType =
                given == null || given.applicationType() == null ? "web" : given.applicationType();
        entity.retentionDays =
                given == null || given.retentionInDays() == null
                        ? DEFAULT_RETENTION
                        : given.retentionInDays();
        entity.properties = ComponentMapper.stored(tenantId, given == null ? NOTHING : given);
        entity.tags = ComponentMapper.write(body.tags() == null ? Map.of() : body.tags());
        if (created) {
            repository.persist(entity);
        }
        return ComponentMapper.body(entity, addresses);
    }

    private static final Properties NOTHING =
            new Properties(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null);

    private ComponentEntity create(ArmResourceId id) {
        ComponentEntity entity = new ComponentEntity();
        entity.id = UUID.randomUUID();
        entity.name = id.name();
        entity.armId = id.toString();
        entity.armKey = id.key();
        entity.subscriptionId = AsciiCase.lower(id.subscriptionId());
        entity.resourceGroupKey = AsciiCase.lower(id.resourceGroup());
        entity.appId = UUID.randomUUID();
        entity.instrumentationKey = UUID.randomUUID();
        entity.wrappedDataKey = keys.generate(entity.id);
        entity.createdAt = clock.instant();
        return entity;
    }

    private static void check(ArmResourceId id, ComponentBody body) {
        if (!NAME.matcher(id.name()).matches()) {
            throw ArmErrors.invalidResourceName(
                    id.name(),
                    "a component's name is up to 260 letters, digits, '_', '.', '-', '(' and ')', with no '.' at its end.");
        }
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        Properties given = body.properties();
        if (given == null) {
            return;
        }
        if (given.retentionInDays() != null && !RETENTIONS.contains(given.retentionInDays())) {
            throw ComponentErrors.badProperty(
                    "RetentionInDays", "it must be 30, 60, 90, 120, 180, 270, 365, 550 or 730.");
        }
        if (AsciiCase.equal("disabled", given.publicNetworkAccessForIngestion())) {
            throw ComponentErrors.notEnforced("publicNetworkAccessForIngestion");
        }
        if (AsciiCase.equal("disabled", given.publicNetworkAccessForQuery())) {
            throw ComponentErrors.notEnforced("publicNetworkAccessForQuery");
        }
        if (Boolean.TRUE.equals(given.disableLocalAuth())) {
            throw ComponentErrors.notEnforced("DisableLocalAuth");
        }
    }

    @Transactional
    ComponentBody patchTags(ArmResourceId id, Map<String, String> tags) {
        ComponentEntity entity = require(id);
        if (tags != null) {
            entity.tags = ComponentMapper.write(tags);
        }
        return ComponentMapper.body(entity, addresses);
    }

    @Transactional
    ComponentBody get(ArmResourceId id) {
        return ComponentMapper.body(require(id), addresses);
    }

    @Transactional
    List<ComponentBody> list(String subscriptionId, String resourceGroup) {
        return repository.in(subscriptionId, resourceGroup).stream()
                .map(entity -> ComponentMapper.body(entity, addresses))
                .toList();
    }

    /** Deletes with all telemetry; false when there was nothing to delete. */
    @Transactional
    boolean delete(ArmResourceId id) {
        ComponentEntity entity = repository.byArmKey(id.key());
        if (entity == null) {
            return false;
        }
        repository.delete(entity);
        return true;
    }

    @Transactional
    public Optional<Component> find(ArmResourceId id) {
        return Optional.ofNullable(repository.byArmKey(id.key())).map(ComponentMapper::component);
    }

    @Transactional
    public Optional<Component> findByAppId(UUID appId) {
        return Optional.ofNullable(repository.byAppId(appId)).map(ComponentMapper::component);
    }

    @Transactional
    public Optional<Component> findByInstrumentationKey(UUID key) {
        return Optional.ofNullable(repository.byInstrumentationKey(key))
                .map(ComponentMapper::component);
    }

    private ComponentEntity require(ArmResourceId id) {
        ComponentEntity entity = repository.byArmKey(id.key());
        if (entity == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return entity;
    }

    private static String location(ComponentBody body) {
        return TrackedResource.location(body.location());
    }
}
