package io.mltwin.identity.oauth.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second factor counts for the account for which it was shown: in one tenant, not in another. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SecondFactorResourceTest {

    private static final String TWICE = "[\"pwd\",\"mfa\"]";
    private static final int NOT_ENROLLED = 50079;

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;

    @BeforeEach
    void aDirectory() {
        directory = new DirectoryUnderTest(platform);
    }

    private SignInPages browser() {
        return new SignInPages(platform.service(), directory);
    }

    @ParameterizedTest(name = "asked for abroad too: {0}")
    @ValueSource(booleans = {true, false})
    void whatWasShownAtHomeCountsAtHomeOnly(boolean abroad) {
        String there = directory.tenant(abroad);
        User user = directory.user(directory.tenant(false), true);
        String guest = directory.guest(user, there);
        Response home = browser().signIn(user.tenantId(), user);
        assertThat(amr(home)).isEqualTo(TWICE);

        Response visit = directory.refresh(there, refreshToken(home));

        if (abroad) {
            assertThat(DirectoryUnderTest.code(visit)).isEqualTo(NOT_ENROLLED);
            assertThat(visit.path("error").toString()).isEqualTo("interaction_required");
            // what was refused has used nothing up
            assertThat(amr(directory.refresh(user.tenantId(), refreshToken(home))))
                    .isEqualTo(TWICE);
        } else {
            assertThat(DirectoryUnderTest.claims(visit).path("oid").asText()).isEqualTo(guest);
            assertThat(amr(visit)).isEqualTo("[\"pwd\"]");
            // the sign-in is the same, and what it has shown at home still counts there
            assertThat(amr(directory.refresh(user.tenantId(), refreshToken(visit))))
                    .isEqualTo(TWICE);
        }
    }

    @Test
    void factorShownAbroadDoesNotCountAtHome() {
        String there = directory.tenant(true);
        User user = directory.user(directory.tenant(true), false);
        directory.guest(user, there);
        Response visit = browser().signIn(there, user);
        assertThat(amr(visit)).isEqualTo(TWICE);

        Response home = directory.refresh(user.tenantId(), refreshToken(visit));

        assertThat(DirectoryUnderTest.code(home)).isEqualTo(NOT_ENROLLED);
    }

    @Test
    void aBrowserThatHasShownBothSignsInToBoth() {
        String there = directory.tenant(true);
        User user = directory.user(directory.tenant(true), false);
        directory.guest(user, there);
        SignInPages browser = browser();
        assertThat(amr(browser.signIn(user.tenantId(), user))).isEqualTo(TWICE);

        Response visit = browser.signIn(there, user);

        assertThat(amr(visit)).isEqualTo(TWICE);
        // as Azure CLI does, whose cache keeps the last refresh token of an account
        assertThat(amr(directory.refresh(user.tenantId(), refreshToken(visit)))).isEqualTo(TWICE);
    }

    @Test
    void aRefreshTokenIsRefusedInATenantThatDoesNotKnowItsUser() {
        User user = directory.user(directory.tenant(false), false);
        String elsewhere = directory.tenant(false);
        Response home = directory.password(user.tenantId(), user.name(), user.password());

        assertThat(DirectoryUnderTest.code(directory.refresh(elsewhere, refreshToken(home))))
                .isEqualTo(50020);
    }

    private static String amr(Response answer) {
        return DirectoryUnderTest.claims(answer).path("amr").toString();
    }

    private static String refreshToken(Response answer) {
        return answer.then().statusCode(200).extract().path("refresh_token");
    }
}
