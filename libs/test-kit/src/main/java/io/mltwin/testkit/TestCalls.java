package io.mltwin.testkit;

import io.mltwin.local.layout.PlatformService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Records every call to the peers, and answers those that a test programmed. A programmed answer
 * goes before what the kit answers by itself; the last one programmed for a path wins.
 */
public final class TestCalls {

    private final List<PeerRequest> received = new ArrayList<>();
    private final List<Programmed> programmed = new ArrayList<>();

    private record Programmed(
            PlatformService service, String method, String path, Function<PeerRequest, PeerAnswer> answer) {

        boolean fits(PeerRequest request) {
            boolean below = path.endsWith("*") && request.path().startsWith(path.substring(0, path.length() - 1));
            return service == request.service()
                    && method.equals(request.method())
                    && (below || path.equals(request.path()));
        }
    }

    /**
     * Programs an answer.
     *
     * @param service {@code compute} and the like
     * @param path without query; a star at the end stands for any rest
     */
    public synchronized void answer(
            String service, String method, String path, Function<PeerRequest, PeerAnswer> answer) {
        programmed.add(0, new Programmed(PlatformService.of(service), method, path, answer));
    }

    /** Programs one and the same answer. */
    public void answer(String service, String method, String path, PeerAnswer answer) {
        answer(service, method, path, request -> answer);
    }

    /** Returns the requests that a peer received, oldest first. */
    public synchronized List<PeerRequest> received(String service) {
        PlatformService wanted = PlatformService.of(service);
        return received.stream().filter(request -> request.service() == wanted).toList();
    }

    /** Returns the requests that a peer received with this method at this path. */
    public List<PeerRequest> received(String service, String method, String path) {
        return received(service).stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
    }

    /** Forgets what was received and what was programmed. */
    public synchronized void reset() {
        received.clear();
        programmed.clear();
    }

    /** Records, and gives the programmed answer or null. */
    PeerAnswer handle(PeerRequest request) {
        Function<PeerRequest, PeerAnswer> answer;
        synchronized (this) {
            received.add(request);
            answer = programmed.stream()
                    .filter(one -> one.fits(request))
                    .findFirst()
                    .map(Programmed::answer)
                    .orElse(null);
        }
        return answer == null ? null : answer.apply(request);
    }
}
