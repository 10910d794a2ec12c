package io.mltwin.scoring.registry.registries;

import io.mltwin.datakeys.DataKey;
import java.util.function.Supplier;

/** A data key that is opened when it is needed first. */
final class LazyDataKey implements Supplier<DataKey> {

    private final Supplier<DataKey> opening;
    private DataKey key;

    LazyDataKey(Supplier<DataKey> opening) {
        this.opening = opening;
    }

    @Override
    public synchronized DataKey get() {
        if (key == null) {
            key = opening.get();
        }
        return key;
    }
}
