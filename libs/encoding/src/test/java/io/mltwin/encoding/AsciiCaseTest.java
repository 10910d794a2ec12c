package io.mltwin.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AsciiCaseTest {

    /** Every letter outside ASCII that some method of Java takes for one of ASCII. */
    static Stream<String> lettersTakenForAscii() {
        return IntStream.rangeClosed(0x80, 0xFFFF)
                .filter(letter -> Character.toLowerCase(letter) < 0x80 || Character.toUpperCase(letter) < 0x80)
                .mapToObj(Character::toString);
    }

    @Test
    void javaTakesTheLongSTheDotlessITheDottedIAndTheKelvinSignForAscii() {
        assertThat(lettersTakenForAscii()).containsExactly("\u0130", "\u0131", "\u017F", "\u212A");
    }

    @ParameterizedTest
    @MethodSource("lettersTakenForAscii")
    void aForeignLetterIsNoLetterOfAscii(String letter) {
        assertThat(AsciiCase.lower(letter)).isSameAs(letter);
        assertThat(AsciiCase.upper(letter)).isSameAs(letter);
        for (String ascii : List.of("i", "I", "s", "S", "k", "K")) {
            assertThat(AsciiCase.equal(letter, ascii)).isFalse();
            assertThat(AsciiCase.equalTo(ascii)).rejects(letter);
            assertThat(AsciiCase.startsWith(letter + "x", ascii)).isFalse();
            assertThat(AsciiCase.endsWith("x" + letter, ascii)).isFalse();
            assertThat(AsciiCase.ORDER.compare(letter, ascii)).isNotZero();
            assertThat(AsciiCase.pattern(ascii).matcher(letter).matches()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "listKeys, LISTKEYS, true",
        "listKeys, listKey, false",
        "@, `, false",
        "[, {, false",
        "a-b_c.d1, A-B_C.D1, true",
        "listKeys,, false",
        ",,false"
    })
    void lettersOfAsciiHaveNoCase(String one, String other, boolean same) {
        assertThat(AsciiCase.equal(one, other)).isEqualTo(same);
        assertThat(AsciiCase.equal(other, one)).isEqualTo(same);
    }

    @Test
    void everyLetterOfAsciiIsFoldedAsJavaFoldsIt() {
        IntStream.range(0, 0x80).mapToObj(Character::toString).forEach(letter -> {
            assertThat(AsciiCase.lower("aB" + letter)).isEqualTo(("aB" + letter).toLowerCase(Locale.ROOT));
            assertThat(AsciiCase.upper("aB" + letter)).isEqualTo(("aB" + letter).toUpperCase(Locale.ROOT));
        });
    }

    @ParameterizedTest
    @CsvSource({", false", "enabled, false", "DISABLED, false", "perhaps, true", "'', true"})
    void aTextThatIsGivenIsOneOfTheKnownOrAnother(String given, boolean isOther) {
        assertThat(AsciiCase.isOther(given, "Enabled", "Disabled")).isEqualTo(isOther);
        assertThat(AsciiCase.isOther(given, (String) null)).isEqualTo(given != null);
    }

    @Test
    void foldedTextIsNotCopied() {
        String folded = "/subscriptions/s1/resourcegroups/straße";

        assertThat(AsciiCase.lower(folded)).isSameAs(folded);
        assertThat(AsciiCase.upper("X-MS-1")).isSameAs("X-MS-1");
    }

    @Test
    void anOrderedMapFindsANameInAnyCase() {
        TreeMap<String, Integer> map = new TreeMap<>(AsciiCase.ORDER);
        map.put("Cost", 1);
        map.put("cost", 2);
        map.put("Costs", 3);

        assertThat(map).containsOnlyKeys("Cost", "Costs").containsEntry("COST", 2);
    }
}
