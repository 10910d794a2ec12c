package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Supplier;

/** Begins the declarations of tracked types whose resources have a table of their own. */
@Singleton
public class TrackedTypes {

    final ObjectMapper json;
    final Clock clock;

    TrackedTypes(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Begins a declaration.
     *
     * @param type {@code Microsoft.Search/searchServices}
     * @param rows its table
     * @param row makes an empty row
     * @param body the record of a request
     * @param noun what a body describes, in the refusal of one that cannot be read
     */
    public <E extends ResourceRow, B> TrackedType<E, B, Void> of(
            String type, ResourceRows<E> rows, Supplier<E> row, Class<B> body, String noun) {
        return new TrackedType<>(this, type, rows, row, body, noun);
    }
}
