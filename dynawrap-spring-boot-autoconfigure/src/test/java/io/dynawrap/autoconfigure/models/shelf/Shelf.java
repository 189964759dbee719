package io.dynawrap.autoconfigure.models.shelf;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynawrap.DbItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model whose fields lead to others in every way. */
@DbItem(pk = "SHELF#{id}", sk = "SHELF", table = "shelves")
public record Shelf(String id, Kind kind, List<Map<String, Book>> books, Label[] labels, Optional<Owner> owner) {

    public enum Kind {
        WOOD,
        STEEL
    }

    public record Book(String title, Cover cover) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Hard.class), @JsonSubTypes.Type(Soft.class)})
    public interface Cover {}

    public record Hard(Paper paper) implements Cover {}

    public record Soft(int grams) implements Cover {}

    public record Paper(int grams) {}

    public record Label(String text) {}

    /** A class with fields and without getters. */
    public static class Owner {
        public String name = "";
        public Address[] addresses = {};
    }

    public record Address(String town) {}

    /** A view that nothing but its annotation leads to. */
    @DbItem(pk = "SHELF#{id}", sk = "SHELF", table = "shelves", viewOf = Shelf.class)
    record ShelfKind(String id, Kind kind) {}
}
