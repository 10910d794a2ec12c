package io.mltwin.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text that somebody else has written, be it a name, a tag, a line of a log or a metric, is more
 * than a text on any page.
 */
class HostileTextsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** Enough for each kind of each enumeration that pages tell apart. */
    private static final int TURNS = 12;

    private static final Pattern UNQUOTED = Pattern.compile("<[^>{]*[a-z-]=\\{");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mltwin.console");
    private static final Engine ENGINE = engine();

    static Stream<Method> templates() {
        return CLASSES.stream()
                .filter(found -> found.isAnnotatedWith(CheckedTemplate.class))
                .flatMap(found -> Arrays.stream(found.reflect().getDeclaredMethods()))
                .filter(method -> Modifier.isNative(method.getModifiers()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void aPageShowsAnAttackAsText(Method page) throws Exception {
        String folder =
                page.getDeclaringClass().getAnnotation(CheckedTemplate.class).basePath();
        for (int turn = 0; turn < TURNS; turn++) {
            HostileData data = new HostileData(turn);
            TemplateInstance shown =
                    ENGINE.getTemplate(folder + "/" + page.getName()).instance();
            for (Parameter parameter : page.getParameters()) {
                shown.data(parameter.getName(), data.of(parameter.getParameterizedType()));
            }

            String html = shown.render();

            assertThat(html)
                    .as("turn %d", turn)
                    .contains("evil()")
                    .doesNotContain("<script>evil", "x\"'", "x&quot;'", "x\"&#39;");
        }
    }

    @Test
    void noTemplateLeavesEscapingOut() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(file.toString()).endsWith(".html");
                assertThat(text)
                        .as(file.toString())
                        .doesNotContain(".raw}", ".safe}", "{cdata", "<style", " style=", " onclick")
                        .doesNotContainPattern("<script(?! src=)")
                        .doesNotContainPattern(UNQUOTED);
            }
        }
    }

    /** The engine of the pages, but with names of texts and files in their place. */
    private static Engine engine() {
        EngineBuilder builder = Engine.builder()
                .addDefaults()
                .addValueResolver(ValueResolvers.rawResolver())
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(HostileTextsTest::locate)
                .addNamespaceResolver(texts("asset"));
        CLASSES.stream()
                .filter(found -> found.isAnnotatedWith(MessageBundle.class))
                .map(found -> found.reflect().getAnnotation(MessageBundle.class).value())
                .forEach(name -> builder.addNamespaceResolver(texts(name)));
        return builder.build();
    }

    /** A text is its name and all that it is given. */
    private static NamespaceResolver texts(String namespace) {
        return NamespaceResolver.builder(namespace)
                .resolve(HostileTextsTest::text)
                .build();
    }

    private static CompletionStage<Object> text(EvalContext text) {
        CompletionStage<Object> joined = CompletableFuture.completedFuture(text.getName());
        for (var parameter : text.getParams()) {
            joined = joined.thenCombine(text.evaluate(parameter), (before, value) -> before + " " + value);
        }
        return joined;
    }

    private static Optional<TemplateLocation> locate(String id) {
        Path file = TEMPLATES.resolve(id + ".html");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(new TemplateLocation() {
            @Override
            public Reader read() {
                try {
                    return new StringReader(Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public Optional<Variant> getVariant() {
                return Optional.of(Variant.forContentType("text/html"));
            }
        });
    }
}
