package io.mltwin.workspace.storage.blob.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of names over an ordered set that plays the table. */
class NamePagesTest {

    private static NamePages.Source<String> source(TreeSet<String> names) {
        return (from, before, limit) -> names.tailSet(from, true).stream()
                .filter(name -> before == null || name.compareTo(before) < 0)
                .limit(limit)
                .toList();
    }

    private static NamePages.Page<String> page(
            TreeSet<String> names, String prefix, String delimiter, String marker, int most) {
        return NamePages.read(source(names), Function.identity(), prefix, delimiter, marker, most);
    }

    private static List<String> texts(NamePages.Page<String> page) {
        return page.entries().stream()
                .map(entry -> entry.prefix() == null ? entry.item() : "[" + entry.prefix() + "]")
                .toList();
    }

    @ParameterizedTest(name = "prefix {0} delimiter {1}")
    @CsvSource(
            nullValues = "null",
            value = {
                "'', null, 'a a/1 a/2 a/b/3 b b/1 c/'",
                "'', /, 'a [a/] b [b/] [c/]'",
                "a, /, 'a [a/]'",
                "a/, /, 'a/1 a/2 [a/b/]'",
                "a/, null, 'a/1 a/2 a/b/3'",
                "a/b, /, [a/b/]",
                "c/, /, c/",
                "d, /, ''",
                "'', a/b, 'a a/1 a/2 [a/b] b b/1 c/'"
            })
    void prefixAndDelimiter(String prefix, String delimiter, String expected) {
        TreeSet<String> names = new TreeSet<>(List.of("a", "a/1", "a/2", "a/b/3", "b", "b/1", "c/"));
        List<String> wanted = expected.isEmpty() ? List.of() : Arrays.asList(expected.split(" "));

        assertThat(texts(page(names, prefix, delimiter, null, 100))).isEqualTo(wanted);

        for (int most = 1; most <= 3; most++) {
            List<String> all = new ArrayList<>();
            String marker = null;
            do {
                NamePages.Page<String> page = page(names, prefix, delimiter, marker, most);
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(most);
                all.addAll(texts(page));
                marker = page.marker();
            } while (marker != null);
            assertThat(all).as("pages of " + most).isEqualTo(wanted);
        }
    }

    @Test
    void aFolderLargerThanABatchIsOneEntryAndIsSkippedAtOnce() {
        TreeSet<String> names = new TreeSet<>();
        IntStream.range(0, 5000).forEach(i -> names.add("big/" + i));
        names.add("zebra");
        int[] fetches = new int[1];
        NamePages.Source<String> counted = (from, before, limit) -> {
            fetches[0]++;
            return source(names).fetch(from, before, limit);
        };

        NamePages.Page<String> page = NamePages.read(counted, Function.identity(), "", "/", null, 10);

        assertThat(texts(page)).containsExactly("[big/]", "zebra");
        assertThat(fetches[0]).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"folders, true", "files, false"})
    void namesAreFoundOneByOneWhereMostLieInFolders(String what, boolean folders) {
        TreeSet<String> names = new TreeSet<>();
        IntStream.range(0, 5000).forEach(i -> names.add(folders ? i % 500 + "/" + i : "f" + i));
        int[] read = new int[1];
        NamePages.Source<String> counted = new NamePages.Source<>() {
            @Override
            public List<String> fetch(String from, String before, int limit) {
                List<String> found = source(names).fetch(from, before, limit);
                read[0] += found.size();
                return found;
            }

            @Override
            public List<String> fetchFolders(String from, String before, int limit) {
                assertThat(folders).isTrue();
                List<String> found = new ArrayList<>();
                String next = names.ceiling(from);
                while (next != null && found.size() < limit) {
                    found.add(next);
                    next = names.ceiling(NamePages.successor(next.substring(0, next.indexOf('/') + 1)));
                }
                return found;
            }
        };

        NamePages.Page<String> page = NamePages.read(counted, Function.identity(), "", "/", null, 5000);

        assertThat(page.entries()).hasSize(folders ? 500 : 5000);
        assertThat(read[0]).isEqualTo(folders ? 100 : 5000);
    }

    @Test
    void aPageThatEndsWithTheLastNameHasNoMarker() {
        TreeSet<String> names = new TreeSet<>(List.of("a", "b"));

        assertThat(page(names, "", null, null, 2).marker()).isNull();
        assertThat(page(names, "", null, null, 1).marker()).isNotNull();
    }

    @Test
    void aForeignMarkerIsRefused() {
        assertThatThrownBy(() -> page(new TreeSet<>(), "", null, "!!", 2))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.code()).isEqualTo("OutOfRangeQueryParameterValue"));
    }

    @Test
    void successorIsTheNextTextAfterAllWithAPrefix() {
        assertThat(NamePages.successor("a/")).isEqualTo("a0");
        assertThat(NamePages.successor("")).isNull();
        assertThat(NamePages.successor("a\uD7FF")).isEqualTo("a\uE000");
        assertThat(NamePages.successor("a" + Character.toString(Character.MAX_CODE_POINT)))
                .isEqualTo("b");
    }
}
