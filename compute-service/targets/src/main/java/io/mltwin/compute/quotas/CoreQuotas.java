package io.mltwin.compute.quotas;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.quotas.CoreQuotaEntity.CoreQuotaRepository;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalInt;

/**
 * Limits of vCPUs that a subscription has in a region: dedicated ones by the family of their size,
 * low-priority ones of all families together, as Azure Machine Learning counts them. Azure's
 * support sets them; where it has not, there is no limit.
 */
@Singleton
public class CoreQuotas {

    private static final String ALL_FAMILIES = "";

    private final CoreQuotaRepository repository;

    CoreQuotas(CoreQuotaRepository repository) {
        this.repository = repository;
    }

    /** A limit as the administrator sees it; {@code family} is absent for low priority. */
    public record QuotaBody(String subscriptionId, String location, String vmPriority, String family, int limit) {}

    /** The most vCPUs; empty where there is no limit. */
    @Transactional
    OptionalInt limit(String subscriptionId, String region, String vmPriority, String family) {
        return repository
                .findByIdOptional(key(subscriptionId, region, vmPriority, family))
                .map(quota -> OptionalInt.of(quota.cores))
                .orElse(OptionalInt.empty());
    }

    /** Returns whether a subscription has any limit, so that it matters what it uses. */
    @Transactional
    boolean hasLimits(String subscriptionId) {
        return repository.count("subscriptionId", AsciiCase.lower(subscriptionId)) > 0;
    }

    /** Sets a limit, or removes it with -1. */
    @Transactional
    void set(QuotaBody quota) {
        CoreQuotaEntity.Key key = key(quota.subscriptionId(), quota.location(), quota.vmPriority(), quota.family());
        if (quota.limit() < 0) {
            repository.deleteById(key);
            return;
        }
        CoreQuotaEntity entity = new CoreQuotaEntity();
        entity.subscriptionId = key.subscriptionId();
        entity.region = key.region();
        entity.vmPriority = key.vmPriority();
        entity.family = key.family();
        entity.cores = quota.limit();
        repository.getEntityManager().merge(entity);
    }

    @Transactional
    List<QuotaBody> list() {
        return repository.list("order by subscriptionId, region, vmPriority, family").stream()
                .map(quota -> new QuotaBody(
                        quota.subscriptionId,
                        quota.region,
                        quota.vmPriority,
                        quota.family.equals(ALL_FAMILIES) ? null : quota.family,
                        quota.cores))
                .toList();
    }

    private static CoreQuotaEntity.Key key(String subscriptionId, String region, String vmPriority, String family) {
        return new CoreQuotaEntity.Key(
                AsciiCase.lower(subscriptionId),
                region(region),
                vmPriority,
                vmPriority.equals(ComputeTarget.LOW_PRIORITY) ? ALL_FAMILIES : family);
    }

    /** A region as rows have it: {@code East US} is {@code eastus}. */
    static String region(String location) {
        return AsciiCase.lower(location).replace(" ", "");
    }
}
