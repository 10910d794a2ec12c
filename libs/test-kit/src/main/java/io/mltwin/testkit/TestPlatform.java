package io.mltwin.testkit;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.CryptoProvider;
import java.io.IOException;
import java.security.Security;
import java.util.EnumMap;
import java.util.Map;

/**
 * The platform around one service under test: trust material, and the five others played over real
 * HTTPS on their own addresses.
 */
public final class TestPlatform implements AutoCloseable {

    private static volatile TestPlatform current;

    private final PlatformService underTest;
    private final TestTrust trust = TestTrust.create();
    private final TestIssuer issuer = new TestIssuer(trust);
    private final TestDecisions decisions = new TestDecisions();
    private final TestCalls calls = new TestCalls();
    private final TestIdentity identity = new TestIdentity(trust, issuer, decisions);
    private final ServiceUnderTest service;
    private final Map<PlatformService, TestPeer> peers = new EnumMap<>(PlatformService.class);

    private TestPlatform(PlatformService underTest) {
        this.underTest = underTest;
        this.service = new ServiceUnderTest(trust, underTest);
        for (PlatformService peer : PlatformService.values()) {
            if (peer != underTest) {
                peers.put(peer, new TestPeer(peer, trust, this::answer));
            }
        }
    }

    /**
     * Starts the peers of a service; for tests without Quarkus.
     *
     * @param service the one that is not played, {@code keyvault}
     */
    public static TestPlatform around(String service) {
        // as every service does: under the first compiler alone the JDK's own RSA takes the time of
        // half a test run
        CryptoProvider.load().ifPresent(provider -> Security.insertProviderAt(provider, 1));
        TestPlatform platform = new TestPlatform(PlatformService.of(service));
        platform.peers.values().forEach(TestPeer::start);
        current = platform;
        return platform;
    }

    /** The one started last, for the static methods of parameterised tests. */
    public static TestPlatform current() {
        if (current == null) {
            throw new IllegalStateException(
                    "No test platform runs: annotate the test with @QuarkusTestResource(PlatformTestResource.class).");
        }
        return current;
    }

    private PeerAnswer answer(PeerRequest request) {
        PeerAnswer answer = calls.handle(request);
        if (answer == null) {
            answer = issuer.keys(request);
        }
        if (answer == null && request.service() == PlatformService.IDENTITY) {
            answer = identity.handle(request);
        }
        if (answer == null && request.path().equals("/_internal/scope-changes")) {
            answer = PeerAnswer.json(200, "{}");
        }
        return answer != null
                ? answer
                : PeerAnswer.error(
                        404, "NotProgrammed", "The test kit plays no answer to " + request + ": see TestCalls.answer.");
    }

    public TestTrust trust() {
        return trust;
    }

    public TestIssuer issuer() {
        return issuer;
    }

    public TestDecisions decisions() {
        return decisions;
    }

    public TestCalls calls() {
        return calls;
    }

    PlatformService underTest() {
        return underTest;
    }

    /** The service under test as a client sees it. */
    public ServiceUnderTest service() {
        return service;
    }

    /** Takes a peer away, as if its process had ended. */
    public void stopPeer(String service) {
        peers.get(PlatformService.of(service)).close();
    }

    /** Brings a peer back. */
    public void startPeer(String service) {
        peers.get(PlatformService.of(service)).start();
    }

    @Override
    public void close() throws IOException {
        peers.values().forEach(TestPeer::close);
        trust.close();
        if (current == this) {
            current = null;
        }
    }
}
