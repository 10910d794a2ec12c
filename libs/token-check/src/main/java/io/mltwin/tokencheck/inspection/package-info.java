/**
 * The verdict of a service on a token that somebody shows it: the plane of a request, its rules, and
 * every check in order. Start reading at {@code TokenInspectionResource}.
 */
package io.mltwin.tokencheck.inspection;
