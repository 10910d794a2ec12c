package io.mltwin.compute.attachedmachines;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.util.Map;
import java.util.TreeMap;

/** The vault of Microsoft's subscription, played to the service under test. */
final class TestMachineVault {

    private static final String SECRETS = "/secrets/ssh-";
    private static final String DELETED = "/deletedsecrets/ssh-";

    private final Map<String, String> secrets = new TreeMap<>();
    private final Map<String, String> deleted = new TreeMap<>();
    private boolean closed;

    TestMachineVault(TestCalls calls) {
        calls.answer("keyvault", "PUT", SECRETS + "*", this::set);
        calls.answer("keyvault", "GET", SECRETS + "*", this::get);
        calls.answer("keyvault", "DELETE", SECRETS + "*", this::delete);
        calls.answer("keyvault", "DELETE", DELETED + "*", this::purge);
    }

    /** Names and values of what is kept. */
    synchronized Map<String, String> secrets() {
        return new TreeMap<>(secrets);
    }

    synchronized Map<String, String> deleted() {
        return new TreeMap<>(deleted);
    }

    synchronized void close() {
        closed = true;
    }

    private synchronized PeerAnswer set(PeerRequest request) {
        if (closed) {
            return PeerAnswer.error(403, "Forbidden", "no access policy");
        }
        secrets.put(name(request), request.json().path("value").asText());
        return PeerAnswer.json(200, Map.of());
    }

    private synchronized PeerAnswer get(PeerRequest request) {
        String value = secrets.get(name(request));
        return value == null || !request.headers().get("host").startsWith("aml-ssh-credentials.")
                ? PeerAnswer.error(404, "SecretNotFound", "no such secret")
                : PeerAnswer.json(200, Map.of("value", value));
    }

    private synchronized PeerAnswer delete(PeerRequest request) {
        String value = secrets.remove(name(request));
        if (value == null) {
            return PeerAnswer.error(404, "SecretNotFound", "no such secret");
        }
        deleted.put(name(request), value);
        return PeerAnswer.json(200, Map.of());
    }

    private synchronized PeerAnswer purge(PeerRequest request) {
        return PeerAnswer.status(deleted.remove(name(request)) == null ? 404 : 204);
    }

    private static String name(PeerRequest request) {
        return request.path().replaceFirst("^/[a-z]+/", "");
    }
}
