package io.mltwin.telemetry.components;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** A data key per component, for the telemetry it holds at rest. */
@Singleton
class ComponentKeys implements Resettable {

    private final RootKeys root;
    private final BoundedMemory<UUID, DataKey> opened = BoundedMemory.ofSmall(Duration.ofDays(1));

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
        return opened.of(null)
                .computeIfAbsent(
                        component.componentId, id -> DataKeys.open(component.wrappedDataKey, root, context(id)));
    }

    @Override
    public void clear() {
        opened.clear();
    }

    private static String context(UUID componentId) {
        return "component:" + componentId;
    }
}
