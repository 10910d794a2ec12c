package io.mltwin.local.demo;

import io.mltwin.local.layout.PlatformService;
import java.util.Optional;

/** Says which step of a flow did not end as it should, and why. */
public final class FlowFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PlatformService service;

    public FlowFailure(String message) {
        this(message, null);
    }

    /**
     * @param service the one that was called last, or null
     */
    FlowFailure(String message, PlatformService service) {
        super(message);
        this.service = service;
    }

    /** Returns the service that was called last, whose log tells more. */
    public Optional<PlatformService> service() {
        return Optional.ofNullable(service);
    }
}
