package io.mltwin.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.client.Mltwin;
import io.mltwin.client.Tenant;
import io.mltwin.junit.MltwinTest;
import io.mltwin.junit.TenantScope;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that fail, each with a tenant of its own; {@link MltwinAnnotationTest} reads what they leave. */
@MltwinTest(tenant = TenantScope.METHOD)
class FailingCase {
    static final Set<String> TENANTS = new HashSet<>();

    @Test
    void oneIsRefused(Mltwin platform, Tenant tenant) {
        TENANTS.add(tenant.id());
        assertThat(FirstCase.statusOf(platform, tenant.nobody(), FirstCase.group(tenant)))
                .isEqualTo(200);
    }

    @Test
    void anotherMakesNoCall(Tenant tenant) {
        TENANTS.add(tenant.id());
        assertThat(tenant.name()).isEmpty();
    }
}
