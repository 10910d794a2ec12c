package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Save source code, snapshot after snapshot: each that was acknowledged is read back byte for byte.
 */
final class InterruptedSaving implements InterruptedFlow {
    private static final int BYTES = 200_000;

    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;
    private final PersistentClient calls;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> saved = new ConcurrentHashMap<>();
    private final Repetition saving;

    InterruptedSaving(TestPlatform platform, PersistentClient calls) throws IOException, InterruptedException {
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
        this.calls = calls;
        this.saving = new Repetition(this::save);
    }

    @Override
    public void toTheMiddle() {
        saving.begin();
    }

    /** An id and its content stay the same until they are acknowledged. */
    private void save() {
        String id = UUID.randomUUID().toString();
        byte[] content = new byte[BYTES];
        random.nextBytes(content);
        calls.until(() -> client.upload(snapshot(id), token, Map.of("data.bin", content)), 200, 201);
        saved.put(id, content);
    }

    @Override
    public void toTheEnd() throws Exception {
        saving.end();
        assertThat(saved).hasSizeGreaterThan(1);
        for (Map.Entry<String, byte[]> one : saved.entrySet()) {
            byte[] read = calls.until(() -> client.get(snapshot(one.getKey()) + "/files?path=data.bin", token), 200)
                    .bytes();
            assertThat(read).as("snapshot " + one.getKey()).isEqualTo(one.getValue());
        }
    }

    private String snapshot(String id) {
        return azure.training("eastus", "content/v1.0", flows.workspaceId(), "/snapshots/" + id);
    }
}
