package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Token.Kind;
import java.util.List;

/** Steps through a query's words. */
final class TokenReader {

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** Returns the word after the next. */
    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean takeSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeWord(String word) {
        if (peek().isWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        Token token = next();
        if (!token.isSymbol(symbol)) {
            throw KqlException.syntax(
                    "Query could not be parsed at " + token.describe() + ": '" + symbol + "' was expected.");
        }
    }

    String expect(Kind kind, String what) {
        Token token = next();
        if (token.kind() != kind) {
            throw KqlException.syntax(
                    "Query could not be parsed at " + token.describe() + ": " + what + " was expected.");
        }
        return token.text();
    }
}
