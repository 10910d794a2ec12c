package io.mltwin.customerkeys;

import io.mltwin.datakeys.DataKey;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Open keys and refusals for {@code mltwin.delay.key}: in Azure an hour, here by default no longer
 * than the running request. What is changed in a vault counts when that time is over.
 *
 * <p>Deviation: the time is counted from when the vault was last asked, and a restarted service
 * asks at once.
 */
@Singleton
class OpenKeyCache implements Resettable {

    /**
     * The answer of the vault, for as long as it counts: an open data key, or a refusal.
     *
     * @param since when it was asked, on the platform's clock
     */
    record OpenKey(DataKey key, CustomerKeyException refusal, Instant since) {

        DataKey get() {
            if (refusal != null) {
                throw refusal;
            }
            return key;
        }

        @Override
        public String toString() {
            return refusal == null ? "open key" : "refused key";
        }
    }

    private final Provider<Duration> setting;
    private final Clock clock;
    private final RequestKeys running;
    private final BoundedMemory<String, OpenKey> kept = BoundedMemory.ofSmall(Duration.ofDays(1));

    OpenKeyCache(
            @ConfigProperty(name = "mltwin.delay.key", defaultValue = "PT0S") Provider<Duration> setting,
            Clock clock,
            RequestKeys running) {
        this.setting = setting;
        this.running = running;
        this.clock = clock;
    }

    /** Null when the vault is to be asked. */
    OpenKey find(String id) {
        Duration delay = setting.get();
        if (delay.isZero()) {
            RequestKeys request = request();
            return request == null ? null : request.find(id);
        }
        OpenKey key = kept.of(null).get(id);
        Instant now = clock.instant();
        boolean counts = key != null
                && !now.isBefore(key.since())
                && now.isBefore(key.since().plus(delay));
        return counts ? key : null;
    }

    void keep(String id, OpenKey key) {
        if (!setting.get().isZero()) {
            kept.of(null).put(id, key);
            return;
        }
        RequestKeys request = request();
        if (request != null) {
            request.keep(id, key);
        }
    }

    @Override
    public void clear() {
        kept.clear();
    }

    private RequestKeys request() {
        return Arc.container() != null && Arc.container().requestContext().isActive() ? running : null;
    }

    /** The keys that were opened for the running request: it asks the vault once. */
    @RequestScoped
    static class RequestKeys {

        private final Map<String, OpenKey> open = new ConcurrentHashMap<>();

        OpenKey find(String id) {
            return open.get(id);
        }

        void keep(String id, OpenKey key) {
            open.put(id, key);
        }
    }
}
