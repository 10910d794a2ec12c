package io.mltwin.compute.mlflow.search;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;

import io.mltwin.compute.mlflow.errors.MlflowErrors;
import io.mltwin.compute.mlflow.search.SearchTokens.SearchToken.Type;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a filter or an order, read one after the other. */
final class SearchTokens {

    private static final int LONGEST = 8_000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][\\w/-]*");
    private static final Pattern AFTER_DOT = Pattern.compile("[\\w/-]+(\\.[\\w/-]+)*");
    private static final Pattern COMPARATOR = Pattern.compile("!=|>=|<=|=|>|<");

    private final String text;
    private final List<SearchToken> tokens;
    private int next;

    private SearchTokens(String text, List<SearchToken> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static SearchTokens read(String text) {
        invalidIf(text.length() > LONGEST, "A filter or order has at most %s characters.", LONGEST);
        List<SearchToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (first == '\'' || first == '"' || first == '`') {
                int end = text.indexOf(first, at + 1);
                if (end < 0) {
                    throw invalid(text, "a quote is not closed");
                }
                tokens.add(new SearchToken(first == '`' ? Type.NAME : Type.TEXT, text.substring(at + 1, end)));
                at = end + 1;
            } else {
                at = readBare(text, at, tokens);
            }
        }
        return new SearchTokens(text, tokens);
    }

    private static int readBare(String text, int at, List<SearchToken> tokens) {
        Type mark = switch (text.charAt(at)) {
            case '.' -> tokens.isEmpty() || tokens.get(tokens.size() - 1).type() == Type.COMPARATOR ? null : Type.DOT;
            case '(' -> Type.OPEN;
            case ',' -> Type.COMMA;
            case ')' -> Type.CLOSE;
            default -> null;
        };
        if (mark != null) {
            tokens.add(new SearchToken(mark, text.substring(at, at + 1)));
            return at + 1;
        }
        boolean afterDot = !tokens.isEmpty() && tokens.get(tokens.size() - 1).type() == Type.DOT;
        for (Type type : List.of(Type.COMPARATOR, Type.NUMBER, Type.WORD)) {
            // after a dot a name may begin with a digit
            Pattern pattern = switch (type) {
                case COMPARATOR -> COMPARATOR;
                case NUMBER -> afterDot ? null : NUMBER;
                default -> afterDot ? AFTER_DOT : WORD;
            };
            if (pattern != null) {
                Matcher word = pattern.matcher(text).region(at, text.length());
                if (word.lookingAt()) {
                    tokens.add(new SearchToken(type, word.group()));
                    return word.end();
                }
            }
        }
        throw invalid(text, "'" + text.charAt(at) + "' is not expected");
    }

    SearchToken peek() {
        return next < tokens.size() ? tokens.get(next) : new SearchToken(Type.END, "");
    }

    SearchToken take() {
        SearchToken token = peek();
        next++;
        return token;
    }

    /** Takes the next word when it is this keyword. */
    boolean takeKeyword(String keyword) {
        boolean is = peek().type() == Type.WORD && AsciiCase.equal(peek().text(), keyword);
        if (is) {
            next++;
        }
        return is;
    }

    /** Takes the next word when it is of this type. */
    boolean takeIf(Type type) {
        boolean is = peek().type() == type;
        if (is) {
            next++;
        }
        return is;
    }

    /** Takes a field: an attribute's name, or a kind, a dot and a name. */
    SearchField takeField(SearchFields fields) {
        SearchToken first = take();
        if (first.type() != Type.WORD && first.type() != Type.NAME && first.type() != Type.TEXT) {
            throw invalid("a field is expected where '" + first.text() + "' stands");
        }
        if (!takeIf(Type.DOT)) {
            return fields.find(null, first.text());
        }
        SearchToken name = take();
        if (name.type() != Type.WORD && name.type() != Type.NAME && name.type() != Type.TEXT) {
            throw invalid("a name is expected after '" + first.text() + ".'");
        }
        return fields.find(first.text(), name.text());
    }

    RuntimeException invalid(String why) {
        return invalid(text, why);
    }

    private static RuntimeException invalid(String text, String why) {
        return MlflowErrors.invalid("The filter or order \"%s\" is not valid: %s.", text, why);
    }

    /** A word of a filter or an order. */
    record SearchToken(Type type, String text) {

        /** The type of a word. */
        enum Type {
            /** A bare word, a keyword among them. */
            WORD,
            /** A text in single or double quotes. */
            TEXT,
            /** A name in backticks. */
            NAME,
            NUMBER,
            COMPARATOR,
            DOT,
            OPEN,
            COMMA,
            CLOSE,
            END
        }
    }
}
