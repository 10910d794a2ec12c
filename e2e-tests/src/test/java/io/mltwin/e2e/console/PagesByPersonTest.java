package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.console.PageCalls.Done;
import io.mltwin.e2e.console.PageCalls.Refused;
import io.mltwin.e2e.console.PageCalls.Shown;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.AuthenticatorApps;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Five people of the fixture at each page of docs/console.md: what a page shows and does for a
 * person is what the same call with that person's own token answers. One may do everything and
 * operates the platform, one contributes to the group, one reads the workspace, one has no role,
 * and one signs in with a second factor.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(AuthenticatorApps.OF_MIA)
@ResourceLock(GrantedRole.OF_RITA)
class PagesByPersonTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ENDPOINT = "documented-by-person";
    private static final Path CHECKOUT = Path.of(System.getProperty("mltwin.checkout"));

    private PageCalls calls;
    private GrantedRole reading;

    @BeforeAll
    void start() throws Exception {
        reading = GrantedRole.of(PLATFORM, "rita", PLATFORM.flows().workspaceId(), "*/read");
        calls = new PageCalls(PLATFORM, DocumentedIds.make(PLATFORM, ENDPOINT));
    }

    @AfterAll
    void stop() throws Exception {
        reading.close();
        OnlineEndpoints.of(PLATFORM).delete(ENDPOINT);
    }

    @Test
    void everyPageOfTheDocumentIsLookedAt() throws Exception {
        Set<String> documented = DocumentedPage.readAll(CHECKOUT).stream()
                .map(DocumentedPage::path)
                .collect(Collectors.toSet());
        Set<String> lookedAt = Stream.concat(
                        calls.shown().stream().map(Shown::page),
                        calls.done().stream().map(Done::page))
                .map(page -> page.replaceAll("\\?(query|search)=.*", ""))
                .collect(Collectors.toSet());

        assertThat(lookedAt).isEqualTo(documented);
    }

    @ParameterizedTest
    @ValueSource(strings = {"olivia", "carl", "rita", "nora", "mia"})
    void whatIsShownAndDoneIsWhatTheSameCallsAllow(String name) throws Exception {
        ConsolePerson person = ConsolePerson.signIn(PLATFORM, name);
        List<String> faults = new ArrayList<>();
        Map<String, FlowClient.Answer> pages = new HashMap<>();
        for (Shown one : calls.shown()) {
            if (!pages.containsKey(one.page())) {
                pages.put(one.page(), person.get(calls.resolve(one.page())));
            }
            FlowClient.Answer page = pages.get(one.page());
            int call = person.call(one.call());
            boolean allowed = call != 401 && call != 403 && call != 404;
            boolean isThere = Pattern.compile(one.part()).matcher(page.text()).find();
            boolean isTold = allowed || one.refused() == Refused.LEFT_OUT || tells(page, call);
            if (isThere != allowed || !isTold) {
                faults.add(
                        one + ": " + isThere + " with " + page.status() + ", " + one.call() + " is answered " + call);
            }
        }
        for (Done one : calls.done()) {
            FlowClient.Answer page = person.send(one.action(), one.fields().toArray(String[]::new));
            int call = person.call(one.call());
            if (outcome(page.status()) != outcome(call)) {
                faults.add(one + ": " + page.status() + ", by the person's own call " + call);
            }
        }
        assertThat(faults).as(name).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nora", "mia"})
    void flowsNameNobodyToWhoMayNotReadTheLog(String name) throws Exception {
        ConsolePerson person = ConsolePerson.signIn(PLATFORM, name);
        OperatorCredentials known = PLATFORM.platform().credentials();
        List<String> others = Stream.concat(
                        known.users().values().stream()
                                .filter(user -> user != known.users().get(name))
                                .map(OperatorCredentials.User::objectId),
                        known.servicePrincipals().values().stream().map(OperatorCredentials.ServicePrincipal::objectId))
                .toList();
        for (String path : List.of("/", "/flow", "/flow/{trace}", "/flow?refused=on")) {
            assertThat(person.get(calls.resolve(path)).expect(200).text())
                    .as(path)
                    .doesNotContain(others);
        }
    }

    private static boolean tells(FlowClient.Answer page, int status) {
        return page.status() == status || page.text().contains("data-status=\"" + status + "\"");
    }

    /** A page leads on after what was done. */
    private static int outcome(int status) {
        return status < 400 ? 200 : status;
    }
}
