package io.mltwin.client;

import java.net.URI;

/** A fault that is in force until it is closed, or until its service restarts or the platform is reset. */
public final class InjectedFault implements AutoCloseable {
    private final Mltwin platform;
    private final URI faults;
    private final String id;

    private InjectedFault(Mltwin platform, URI faults, String id) {
        this.platform = platform;
        this.faults = faults;
        this.id = id;
    }

    /**
     * @param tenantId null for all tenants
     */
    static InjectedFault inject(Mltwin platform, Fault fault, String tenantId) {
        URI faults = platform.address().administration(fault.service().offset(), "faults");
        JsonValue made = platform.http()
                .post(
                        faults,
                        platform.administratorToken(),
                        fault.rule(platform.address().domain(), tenantId));
        return new InjectedFault(platform, faults, made.at("id").requireText("The id of the fault " + fault));
    }

    /** Returns how many requests it has hit; nothing is known of one that a restart or a reset has ended. */
    public int hits() {
        for (JsonValue fault :
                platform.http().get(faults, platform.administratorToken()).items()) {
            if (id.equals(fault.at("id").text())) {
                return (int) fault.at("hits").number();
            }
        }
        throw new MltwinException("The fault '" + id + "' is not in force any more.");
    }

    /** Ends the fault; one that a restart or a reset has ended already stays so. */
    @Override
    public void close() {
        platform.http().delete(URI.create(faults + "/" + id), platform.administratorToken());
    }

    @Override
    public String toString() {
        return "InjectedFault[" + id + "]";
    }
}
