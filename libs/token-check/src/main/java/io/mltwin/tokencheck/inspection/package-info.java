/**
 * What a service says of a token that somebody shows it: the plane of a request, its rules, and
 * every check in order. Start reading at {@code TokenInspectionResource}.
 */
package io.mltwin.tokencheck.inspection;
