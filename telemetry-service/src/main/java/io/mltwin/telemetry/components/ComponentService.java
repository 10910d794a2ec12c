package io.mltwin.telemetry.components;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Finds Application Insights components, with their data keys. */
@Singleton
public record ComponentService(ComponentRepository repository, ComponentKeys keys) {

    public Optional<Component> find(ArmResourceId id) {
        return open(() -> repository.findById(id.key()));
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
}
