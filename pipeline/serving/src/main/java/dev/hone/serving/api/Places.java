package dev.hone.serving.api;

import dev.hone.schema.RunRow;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The warehouses that a console shows. Paths name them by number: {@code {warehouse}} is 0 for the first. */
public final class Places {

    /** One warehouse. */
    public record Place(WarehouseFiles files, WarehouseRuns runs) {

        private static Place of(WarehouseFiles files) {
            return new Place(files, new WarehouseRuns(files.tables(), files.folders()));
        }

        /** The run that a question's path names. */
        RunRow run(ApiRequest request) {
            return runs.find(request.path("run")).orElseThrow(() -> missing(request));
        }

        private ApiException missing(ApiRequest request) {
            return ApiException.notFound("There is no run " + request.path("run") + " in " + files.path());
        }
    }

    private final List<Place> places;

    public Places(List<WarehouseFiles> warehouses) {
        this.places = warehouses.stream().map(Place::of).toList();
    }

    public List<Place> all() {
        return places;
    }

    /** Asks the driver of a run to end after its step. */
    public void askToStop(String warehouse, String run) {
        number(warehouse)
                .ifPresent(number -> places.get(number).files().folders().askToStop(run));
    }

    /** The number of the warehouse of a path; empty where this console does not show it. */
    OptionalInt number(String path) {
        String absolute = WarehouseFiles.absolute(path);
        return IntStream.range(0, places.size())
                .filter(i -> places.get(i).files().path().equals(absolute))
                .findFirst();
    }

    /** The one that a question's path names. */
    Place of(ApiRequest request) {
        int number = request.pathNumber("warehouse");
        if (number >= places.size()) {
            throw ApiException.notFound("There is no warehouse " + number + "; this console shows " + places.size());
        }
        return places.get(number);
    }
}
