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
class ComponentKeys implements Resettable {

    private final RootKeys root;
    private final Map<UUID, DataKey> opened = new ConcurrentHashMap<>();

    ComponentKeys(RootKeys root) {
        this.root = root;
    }

    /** The key of a component that is about to be made. */
    record NewKey(UUID componentId, byte[] wrapped) {
        @Override
        public String toString() {
            return "key of component " + componentId;
        }
    }

    NewKey generate() {
        UUID componentId = UUID.randomUUID();
        return new NewKey(componentId, DataKeys.generate(root, context(componentId)));
    }

    DataKey open(ComponentEntity component) {
        return opened.computeIfAbsent(
                component.id, id -> DataKeys.open(component.wrappedDataKey, root, context(id)));
    }

    @Override
    public void clear() {
        opened.clear();
    }

    private static String context(UUID componentId) {
        return "component:" + componentId;
    }
}
