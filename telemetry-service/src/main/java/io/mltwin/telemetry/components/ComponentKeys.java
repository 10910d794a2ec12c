package io.mltwin.telemetry.components;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A data key per component, for the telemetry it holds at rest. */
@Singleton
public class ComponentKeys implements Resettable {

    private final RootKeys root;
    private final Map<UUID, DataKey> opened = new ConcurrentHashMap<>();

    ComponentKeys(RootKeys root) {
        this.root = root;
    }

    byte[] generate(UUID componentId) {
        return DataKeys.generate(root, context(componentId));
    }

    /** The component's data key. */
    public DataKey of(Component component) {
        return opened.computeIfAbsent(
                component.id(), id -> DataKeys.open(component.wrappedDataKey(), root, context(id)));
    }

    @Override
    public void clear() {
        opened.clear();
    }

    private static String context(UUID componentId) {
        return "component:" + componentId;
    }
}
