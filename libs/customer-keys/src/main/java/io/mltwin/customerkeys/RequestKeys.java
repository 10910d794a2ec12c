package io.mltwin.customerkeys;

import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that were opened for the running request: it asks the vault once. */
@RequestScoped
class RequestKeys {

    private final Map<String, OpenKey> open = new ConcurrentHashMap<>();

    OpenKey find(String id) {
        return open.get(id);
    }

    void keep(String id, OpenKey key) {
        open.put(id, key);
    }
}
