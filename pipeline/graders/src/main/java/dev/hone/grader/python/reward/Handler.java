package dev.hone.grader.python.reward;

import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonSignature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The function of a file that is the reward.
 *
 * @param function what is called
 * @param form how
 */
record Handler(PythonSignature function, HandlerForm form) {

    /** The handlers that a file holds, none of which was named. */
    static List<Handler> in(List<PythonSignature> functions) {
        return functions.stream()
                .flatMap(function -> forms().filter(form -> form.isMeantBy(function))
                        .limit(1)
                        .map(form -> new Handler(function, form)))
                .toList();
    }

    /** The handler of a name; empty where there is none, or where its parameters are those of no form. */
    static Optional<Handler> named(String name, List<PythonSignature> functions) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .flatMap(function -> forms().filter(form -> form.isMeantBy(function) || form.fits(function))
                        .limit(1)
                        .map(form -> new Handler(function, form)))
                .findFirst();
    }

    /** What is wrong with a file that has no handler: what was found and what is meant. */
    static PythonFailure none(List<PythonSignature> functions) {
        String found = functions.stream()
                .filter(PythonSignature::isOwn)
                .map(PythonSignature::toString)
                .collect(Collectors.joining(", "));
        String meant = forms().map(HandlerForm::pattern).collect(Collectors.joining("; "));
        return new PythonFailure(
                PythonFailure.NO_HANDLER,
                "the file has " + (found.isEmpty() ? "no function" : found) + ", and none of these: " + meant);
    }

    private static Stream<HandlerForm> forms() {
        return Arrays.stream(HandlerForm.values());
    }

    @Override
    public String toString() {
        return function + " (" + form.words() + ")";
    }
}
