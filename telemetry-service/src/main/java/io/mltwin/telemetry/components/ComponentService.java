package io.mltwin.telemetry.components;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Finds Application Insights components, with their data keys. */
@Singleton
public record ComponentService(ComponentRepository repository, ComponentKeys keys) {

    public Optional<Component> find(ArmResourceId id) {
        return open(() -> repository.findById(id.key()));
    }

    public Optional<Component> findByAppId(UUID appId) {
        return open(() -> repository.byAppId(appId));
    }

    /** Returns the components of those keys that are any's, by key. */
    public Map<UUID, Component> findByInstrumentationKeys(Set<UUID> instrumentationKeys) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.byInstrumentationKeys(instrumentationKeys))
                .stream()
                .collect(Collectors.toMap(entity -> entity.instrumentationKey, this::component));
    }

    /** Reads a component in a transaction of its own, after which its key is opened. */
    private Optional<Component> open(Callable<ComponentEntity> read) {
        return Optional.ofNullable(QuarkusTransaction.requiringNew().call(read)).map(this::component);
    }

    private Component component(ComponentEntity entity) {
        return ComponentMapper.component(entity, keys.open(entity));
    }
}
