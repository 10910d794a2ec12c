package io.mltwin.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.client.AzureService;
import io.mltwin.client.MltwinException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.utility.DockerImageName;

/** What a container refuses before Docker is asked for anything. */
class ContainerRefusalTest {

    static Stream<Consumer<MltwinContainer>> whatNeedsPlatform() {
        return Stream.of(
                MltwinContainer::platform,
                MltwinContainer::tenant,
                container -> container.newTenant("any"),
                container -> container.addressOf(AzureService.LOGIN),
                container -> container.addressOf(AzureService.KEY_VAULT, "any"),
                MltwinContainer::authority,
                MltwinContainer::folder);
    }

    @ParameterizedTest
    @MethodSource("whatNeedsPlatform")
    void nothingIsGivenBeforeTheStart(Consumer<MltwinContainer> use) {
        try (MltwinContainer container = new MltwinContainer()) {
            assertThatThrownBy(() -> use.accept(container))
                    .isInstanceOf(MltwinException.class)
                    .hasMessageContaining("start() it first");
        }
    }

    @Test
    void reuseIsRefused() {
        try (MltwinContainer container = new MltwinContainer()) {
            assertThatThrownBy(() -> container.withReuse(true))
                    .isInstanceOf(MltwinException.class)
                    .hasMessageContaining("Mltwin.shared()");
            assertThat(container.withReuse(false)).isSameAs(container);
        }
    }

    @Test
    void anotherImageIsRefusedUnlessItIsDeclaredAsSubstitute() {
        DockerImageName mirror = DockerImageName.parse("registry.example/mirror/mltwin:1");

        assertThatThrownBy(() -> new MltwinContainer(mirror).close()).isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> new MltwinContainer(mirror.asCompatibleSubstituteFor("mltwin/platform")).close())
                .doesNotThrowAnyException();
    }

    @Test
    void domainIsTheImagesVariable() {
        try (MltwinContainer container = new MltwinContainer().withDomain("second.localhost")) {
            assertThat(container.getEnvMap()).containsEntry("MLTWIN_BASE", "second.localhost");
        }
    }
}
