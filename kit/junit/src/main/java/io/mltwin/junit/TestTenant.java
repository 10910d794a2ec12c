package io.mltwin.junit;

import io.mltwin.client.Mltwin;
import io.mltwin.client.ReceivedCall;
import io.mltwin.client.Tenant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tenant of a class or of a test, made when it is first asked for. */
final class TestTenant {
    private static final int MOST_LINES = 200;

    private final ClassPlatform platform;
    private final String name;
    private final Class<?> test;
    private Tenant tenant;

    TestTenant(ClassPlatform platform, String name, Class<?> test) {
        this.platform = platform;
        this.name = name;
        this.test = test;
    }

    synchronized Tenant get() {
        if (tenant == null) {
            String seed = platform.wanted().seed();
            Path file = seed.isEmpty() ? null : SeedResource.find(test, seed);
            int ids = platform.wanted().ids();
            Tenant made = ids == 0
                    ? platform.get().newTenant(name)
                    : platform.get().newTenant(test.getName() + "/" + name, ids);
            if (file != null) {
                made.seed(file);
            }
            tenant = made;
        }
        return tenant;
    }

    /**
     * Returns what the tenant's calls since a moment were and where they can be seen; nothing if
     * there are none.
     */
    synchronized Optional<String> story(Instant since) {
        if (tenant == null) {
            return Optional.empty();
        }
        Mltwin at = platform.get();
        List<ReceivedCall> calls = at.calls(tenant, platform.onItsClock(since));
        if (calls.isEmpty()) {
            return Optional.empty();
        }
        int left = Math.max(0, calls.size() - MOST_LINES);
        StringBuilder story = new StringBuilder("The calls of " + tenant + ":\n");
        if (left > 0) {
            story.append("  (").append(left).append(" earlier ones are left out)\n");
        }
        calls.stream()
                .skip(left)
                .forEach(call -> story.append("  ").append(call.line()).append('\n'));
        ReceivedCall shown = lastRefused(calls);
        return Optional.of(story.append("See ").append(at.page(shown)).toString());
    }

    private static ReceivedCall lastRefused(List<ReceivedCall> calls) {
        return calls.stream()
                .filter(call -> call.status() >= 400)
                .reduce((earlier, later) -> later)
                .orElse(calls.get(calls.size() - 1));
    }
}
