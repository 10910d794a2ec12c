package io.mltwin.scoring.workspaces;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the opened or refused keys of workspaces for the running request. */
@RequestScoped
class OpenedKeys {

    private final Map<String, Supplier<DataKey>> opened = new HashMap<>();

    DataKey find(String workspaceKey, Supplier<DataKey> opening) {
        return opened.computeIfAbsent(workspaceKey, key -> result(opening)).get();
    }

    private static Supplier<DataKey> result(Supplier<DataKey> opening) {
        try {
            DataKey key = opening.get();
            return () -> key;
        } catch (AzureException refused) {
            return () -> {
                throw refused;
            };
        }
    }
}
