package io.mltwin.telemetry.components;

import static io.mltwin.armweb.ArmErrors.otherLocation;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Application Insights components in Azure Resource Manager, which has asked for permission
 * already.
 */
@ApplicationScoped
public class ComponentService {

    private static final int DEFAULT_RETENTION = 90;

    private final ComponentRepository repository;
    private final ComponentKeys keys;
    private final Addresses addresses;
    private final Clock clock;

    ComponentService(ComponentRepository repository, ComponentKeys keys, Addresses addresses, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Makes or replaces a component; Azure answers both alike. The caller's tenant is the one of
     * the subscription, as Azure Resource Manager has made sure.
     *
     * @param key of a new component
     */
    @Transactional
    Outcome put(ArmCall call, ComponentBody body, ComponentKeys.NewKey key) {
        ArmResourceId id = call.id();
        repository.lock(id.key());
        ComponentEntity entity = repository.byArmKey(id.key());
        boolean created = entity == null;
        if (created) {
            entity = create(id, key);
            entity.location = location(body);
        } else if (!entity.location.equals(location(body))) {
            throw otherLocation(id, entity.location, location(body));
        }
        Properties given = body.properties();
        entity.kind = body.kind() == null ? "web" : body.kind();
        entity.applicationType = given == null || given.applicationType() == null ? "web" : given.applicationType();
        entity.retentionDays =
                given == null || given.retentionInDays() == null ? DEFAULT_RETENTION : given.retentionInDays();
        entity.properties = ComponentMapper.stored(call.caller().tenantId(), given == null ? NOTHING : given);
        entity.tags = JsonColumn.write(body.tags() == null ? Map.of() : body.tags());
        if (created) {
            repository.persist(entity);
        }
        return Outcome.ok(ComponentMapper.body(entity, addresses));
    }

    private static final Properties NOTHING = new Properties(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null);

    private ComponentEntity create(ArmResourceId id, ComponentKeys.NewKey key) {
        ComponentEntity entity = new ComponentEntity();
        entity.id = key.componentId();
        entity.name = id.name();
        entity.armId = id.toString();
        entity.armKey = id.key();
        entity.subscriptionId = AsciiCase.lower(id.subscriptionId());
        entity.resourceGroupKey = AsciiCase.lower(id.resourceGroup());
        entity.appId = UUID.randomUUID();
        entity.instrumentationKey = UUID.randomUUID();
        entity.wrappedDataKey = key.wrapped();
        entity.createdAt = clock.instant();
        return entity;
    }

    @Transactional
    Outcome patchTags(ArmCall call, ComponentBody body) {
        ComponentEntity entity = require(call.id());
        if (body.tags() != null) {
            entity.tags = JsonColumn.write(body.tags());
        }
        return Outcome.ok(ComponentMapper.body(entity, addresses));
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

    /** Deletes with all telemetry. */
    @Transactional
    Outcome delete(ArmCall call) {
        ComponentEntity entity = repository.byArmKey(call.id().key());
        if (entity != null) {
            repository.delete(entity);
        }
        return Outcome.deleted(entity != null);
    }

    public Optional<Component> find(ArmResourceId id) {
        return open(() -> repository.byArmKey(id.key()));
    }

    public Optional<Component> findByAppId(UUID appId) {
        return open(() -> repository.byAppId(appId));
    }

    public Optional<Component> findByInstrumentationKey(UUID key) {
        return open(() -> repository.byInstrumentationKey(key));
    }

    /** Reads a component in a transaction of its own, after which its key is opened. */
    private Optional<Component> open(Callable<ComponentEntity> read) {
        return Optional.ofNullable(QuarkusTransaction.requiringNew().call(read))
                .map(entity -> ComponentMapper.component(entity, keys.open(entity)));
    }

    private ComponentEntity require(ArmResourceId id) {
        ComponentEntity entity = repository.byArmKey(id.key());
        if (entity == null) {
            throw resourceNotFound(id);
        }
        return entity;
    }

    private static String location(ComponentBody body) {
        return TrackedResource.location(body.location());
    }
}
