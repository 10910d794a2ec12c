package io.mltwin.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both languages have every text of every page, with the same values in it, and no other. */
class TextsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mltwin.console");
    private static final String TEMPLATES = templates();

    private static final Pattern VALUE = Pattern.compile("\\{[^{}]+}");
    private static final Pattern HAN = Pattern.compile(".*\\p{IsHan}.*", Pattern.DOTALL);
    private static final Pattern LATIN_ONLY = Pattern.compile("[\\p{ASCII}…–→·×]*");

    static Stream<Class<?>> bundles() {
        return CLASSES.stream()
                .filter(found -> found.isAnnotatedWith(MessageBundle.class))
                .map(JavaClass::reflect);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void chineseHasTheSameKeysWithTheSameValues(Class<?> bundle) throws IOException {
        Properties chinese = texts(bundle, "zh-TW");
        Properties englishOnes = texts(bundle, "en");

        assertThat(List.of(chinese, englishOnes))
                .allSatisfy(texts -> assertThat(new TreeSet<>(texts.stringPropertyNames()))
                        .isEqualTo(Arrays.stream(bundle.getDeclaredMethods())
                                .map(Method::getName)
                                .collect(Collectors.toCollection(TreeSet::new))));
        for (Method text : bundle.getDeclaredMethods()) {
            String english = englishOnes.getProperty(text.getName());
            String translated = chinese.getProperty(text.getName());
            assertThat(values(translated)).as(text.getName()).isEqualTo(values(english));
            assertThat(isTranslated(english, translated))
                    .as(text.getName() + translated)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aPageShowsEachText(Class<?> bundle) {
        String name = bundle.getAnnotation(MessageBundle.class).value();

        assertThat(CLASSES.get(bundle).getMethods())
                .allMatch(
                        text -> !text.getAccessesToSelf().isEmpty() || isInTemplate(name + ":" + text.getName()),
                        "is shown by a template or by code");
    }

    private static boolean isInTemplate(String text) {
        return Pattern.compile("\\b" + text + "\\b").matcher(TEMPLATES).find();
    }

    private static String templates() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names such as KQL and JSON are the same in both languages; a sentence is not. */
    private static boolean isTranslated(String english, String translated) {
        return HAN.matcher(translated).matches()
                || english.equals(translated) && LATIN_ONLY.matcher(english).matches();
    }

    private static Properties texts(Class<?> bundle, String language) throws IOException {
        String file = "/messages/" + bundle.getAnnotation(MessageBundle.class).value() + "_" + language + ".properties";
        try (InputStream in = TextsTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        }
    }

    private static Set<String> values(String text) {
        Set<String> found = new TreeSet<>();
        Matcher value = VALUE.matcher(text);
        while (value.find()) {
            found.add(value.group());
        }
        return found;
    }
}
