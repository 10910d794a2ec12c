package io.mltwin.identity.oauth.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anybody may ask for a device code, but only so many wait for a user. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeviceCodesResourceTest {

    private static final DeviceCodes.Request ASKED = new DeviceCodes.Request("client", "common", "openid", true);

    @Inject
    DeviceCodes codes;

    @Inject
    EntityManager database;

    private void execute(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(sql).executeUpdate());
    }

    /** Other tests leave some behind, which are counted too. */
    @BeforeEach
    @AfterEach
    void noneWaits() {
        execute("delete from device_code");
    }

    @Test
    void onlySoManyWaitForAUser() {
        // Given
        execute("""
                insert into device_code (device_code_hash, user_code, tenant, client_id, scope,
                                         version, state, issued_on, expires_on)
                select decode(md5(cast(n as text)), 'hex'), 'FLOOD' || n, 'common', 'flood',
                       'openid', 'V2', 'PENDING', now(), now() + interval '10 years'
                from generate_series(1, 5000) n
                """);
        // When
        assertThatThrownBy(() -> codes.start(ASKED))
                // Then
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(429);
                    assertThat(fault.code()).isEqualTo("temporarily_unavailable");
                });
        execute("update device_code set state = 'DECLINED' where user_code = 'FLOOD1'");
        assertThat(codes.start(ASKED).userCode()).isNotBlank();
    }
}
