package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.ArmResourceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Shows how much of what its sku includes a registry uses (Registries_ListUsages, API 2019-05-01
 * and later). More than is included may be pushed, as in Azure.
 */
@ApplicationScoped
class RegistryUsages {

    private static final long GIB = 1L << 30;

    private final RegistryRepository repository;

    RegistryUsages(RegistryRepository repository) {
        this.repository = repository;
    }

    /**
     * One quantity.
     *
     * @param unit Bytes or Count
     */
    record Usage(String name, long limit, long currentValue, String unit) {}

    /** The quota of a sku, in GiB of content and numbers of webhooks. */
    private record Included(long gibibytes, long webhooks) {

        static Included by(String sku) {
            return switch (sku) {
                case "Premium" -> new Included(500, 500);
                case "Standard" -> new Included(100, 10);
                default -> new Included(10, 2);
            };
        }
    }

    @Transactional
    List<Usage> of(ArmResourceId id) {
        RegistryEntity registry = repository.require(id);
        Included included = Included.by(registry.sku);
        return List.of(
                new Usage("Size", included.gibibytes() * GIB, repository.contentBytes(registry), "Bytes"),
                new Usage("Webhooks", included.webhooks(), 0, "Count"));
    }
}
