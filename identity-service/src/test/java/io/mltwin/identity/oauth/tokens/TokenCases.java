package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.GoodTokenForms.encoded;
import static io.mltwin.identity.oauth.tokens.MalformedTokenRequests.FORM;
import static io.mltwin.signin.TokenClient.form;

import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Case;
import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The requests that are collected. */
record TokenCases(Good good, GoodTokenForms forms, List<Case> all) {

    TokenCases(Good good) {
        this(good, new GoodTokenForms(good), new ArrayList<>());
    }

    void add(Case one) {
        all.add(one);
    }

    void add(String name, Map<String, String> form, int code) {
        addRaw(name, encoded(form), code);
    }

    void addRaw(String name, String body, int code) {
        add(new Case(name, "POST", good.tenant(), FORM, null, body, code));
    }
}
