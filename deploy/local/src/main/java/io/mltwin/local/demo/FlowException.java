package io.mltwin.local.demo;

import io.mltwin.local.layout.PlatformService;
import java.util.Optional;

/** Says which step of a flow did not end as it should, and why. */
public final class FlowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PlatformService service;

    public FlowException(String message) {
        this(message, null);
    }

    /**
     * @param service the one that was called last, or null
     */
    FlowException(String message, PlatformService service) {
        super(message);
        this.service = service;
    }

    /** Returns the service that was called last, whose log tells more. */
    public Optional<PlatformService> service() {
        return Optional.ofNullable(service);
    }
}
