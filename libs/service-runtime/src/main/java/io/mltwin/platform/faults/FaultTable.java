package io.mltwin.platform.faults;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The faults of this service, in memory alone: a restart or a reset ends them. */
@Singleton
public class FaultTable implements Resettable {

    private static final int MOST = 100;

    private final Addresses addresses;
    private volatile List<Fault> faults = List.of();

    public FaultTable(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Returns true when nothing is to go wrong: one read, which every request pays for. */
    public boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> all() {
        return faults;
    }

    /** Returns the fault that hits a request, the one that was ordered first; null for none. */
    Fault hit(FaultedRequest request) {
        for (Fault fault : faults) {
            if (fault.hits(request)) {
                return fault;
            }
        }
        return null;
    }

    /**
     * Adds a fault.
     *
     * @throws AzureException 409 when there are too many
     */
    synchronized Fault add(FaultRule rule) {
        if (faults.size() == MOST) {
            throw AzureException.conflict(
                    "TooManyFaults", "This service has %s faults already: clear some first.", MOST);
        }
        Fault fault = new Fault(
                addresses.self().lowerCase() + "-"
                        + UUID.randomUUID().toString().substring(0, 8),
                rule);
        faults = Stream.concat(faults.stream(), Stream.of(fault)).toList();
        return fault;
    }

    /**
     * Removes the fault of an id, those of a tenant, or all when both are null.
     *
     * @return the removed ones
     */
    synchronized List<Fault> remove(String id, String tenant) {
        Predicate<Fault> meant = fault -> (id == null || id.equals(fault.id()))
                && (tenant == null || AsciiCase.equal(tenant, fault.rule().tenant()));
        List<Fault> removed = faults.stream().filter(meant).toList();
        faults = faults.stream().filter(meant.negate()).toList();
        return removed;
    }

    @Override
    public void clear() {
        remove(null, null);
    }
}
