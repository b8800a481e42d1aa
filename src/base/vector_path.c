/* Reads the path data of SVG 1.1, section 8.3, without arcs. Numbers are read here, so that no
 * locale has a say. */
#include "base/vector_path.h"

#include "base/arena.h"

struct place_on_path {
    double x, y;
};

struct scanner {
    struct text words;
    size_t at;
    struct path_step *steps;
    size_t count;
    struct place_on_path here, start, control; /* control: the second one of the last curve */
    bool has_control;
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static char byte_here(const struct scanner *scanner) {
    return scanner->at < scanner->words.length ? scanner->words.bytes[scanner->at] : '\0';
}

static void skip_blanks(struct scanner *scanner) {
    char byte = byte_here(scanner);
    while (byte == ' ' || byte == ',' || byte == '\n' || byte == '\t') {
        scanner->at++;
        byte = byte_here(scanner);
    }
}

static bool begins_number(struct scanner *scanner) {
    skip_blanks(scanner);
    char byte = byte_here(scanner);
    return is_digit(byte) || byte == '-' || byte == '+' || byte == '.';
}

static bool read_number(struct scanner *scanner, double *number) {
    if (!begins_number(scanner)) {
        return false;
    }
    double sign = byte_here(scanner) == '-' ? -1 : 1, scale = 1;
    scanner->at += byte_here(scanner) == '-' || byte_here(scanner) == '+';
    bool is_fraction = false, has_digit = false;
    *number = 0;
    for (char byte = byte_here(scanner); is_digit(byte) || (byte == '.' && !is_fraction);
         byte = byte_here(scanner)) {
        if (byte == '.') {
            is_fraction = true;
        } else {
            has_digit = true;
            scale *= is_fraction ? 10 : 1;
            *number = *number * 10 + (byte - '0');
        }
        scanner->at++;
    }
    *number = sign * *number / scale;
    return has_digit && *number > -1e6 && *number < 1e6 && scale < 1e12;
}

/* A pair of numbers as an absolute place. */
static bool read_place(struct scanner *scanner, bool is_relative, struct place_on_path *place) {
    if (!read_number(scanner, &place->x) || !read_number(scanner, &place->y)) {
        return false;
    }
    place->x += is_relative ? scanner->here.x : 0;
    place->y += is_relative ? scanner->here.y : 0;
    return true;
}

static bool add_step(struct scanner *scanner, enum path_step_kind kind, struct place_on_path end) {
    if (scanner->count == VECTOR_PATH_LIMIT) {
        return false;
    }
    scanner->steps[scanner->count++] = (struct path_step){kind, {end.x}, {end.y}};
    scanner->here = end;
    scanner->has_control = false;
    return true;
}

static bool add_curve(struct scanner *scanner, struct place_on_path first,
                      struct place_on_path second, struct place_on_path end) {
    if (!add_step(scanner, PATH_CURVE, end)) {
        return false;
    }
    struct path_step *step = &scanner->steps[scanner->count - 1];
    *step = (struct path_step){PATH_CURVE, {first.x, second.x, end.x}, {first.y, second.y, end.y}};
    scanner->control = second;
    scanner->has_control = true;
    return true;
}

static bool read_straight(struct scanner *scanner, bool is_relative, bool is_across) {
    struct place_on_path end = scanner->here;
    double number;
    if (!read_number(scanner, &number)) {
        return false;
    }
    double *moved = is_across ? &end.x : &end.y;
    *moved = number + (is_relative ? *moved : 0);
    return add_step(scanner, PATH_LINE, end);
}

static bool read_cubic(struct scanner *scanner, bool is_relative, bool is_smooth) {
    struct place_on_path first = scanner->here, second, end;
    if (is_smooth && scanner->has_control) {
        first.x = 2 * scanner->here.x - scanner->control.x;
        first.y = 2 * scanner->here.y - scanner->control.y;
    }
    return (is_smooth || read_place(scanner, is_relative, &first)) &&
           read_place(scanner, is_relative, &second) && read_place(scanner, is_relative, &end) &&
           add_curve(scanner, first, second, end);
}

static double two_thirds(double from, double to) {
    return from + (to - from) * 2 / 3;
}

/* A quadratic curve as the cubic that is the same. */
static bool read_quadratic(struct scanner *scanner, bool is_relative) {
    struct place_on_path control, end, here = scanner->here;
    return read_place(scanner, is_relative, &control) && read_place(scanner, is_relative, &end) &&
           add_curve(
               scanner,
               (struct place_on_path){two_thirds(here.x, control.x), two_thirds(here.y, control.y)},
               (struct place_on_path){two_thirds(end.x, control.x), two_thirds(end.y, control.y)},
               end);
}

static bool read_command(struct scanner *scanner, char command, bool is_relative) {
    struct place_on_path end;
    switch (command) {
    case 'M':
        if (!read_place(scanner, is_relative, &end)) {
            return false;
        }
        scanner->start = end;
        return add_step(scanner, PATH_MOVE, end);
    case 'L':
        return read_place(scanner, is_relative, &end) && add_step(scanner, PATH_LINE, end);
    case 'H':
    case 'V':
        return read_straight(scanner, is_relative, command == 'H');
    case 'C':
    case 'S':
        return read_cubic(scanner, is_relative, command == 'S');
    case 'Q':
        return read_quadratic(scanner, is_relative);
    case 'Z':
        return add_step(scanner, PATH_CLOSE, scanner->start);
    default:
        return false;
    }
}

/* A command with all its groups of numbers; those behind the first place of M are lines. */
static bool read_commands(struct scanner *scanner) {
    char byte = byte_here(scanner);
    bool is_relative = byte >= 'a' && byte <= 'z';
    char command = is_relative ? (char)(byte - 'a' + 'A') : byte;
    if (scanner->count == 0 && command != 'M') {
        return false;
    }
    scanner->at++;
    do {
        if (!read_command(scanner, command, is_relative)) {
            return false;
        }
        command = command == 'M' ? 'L' : command;
    } while (command != 'Z' && begins_number(scanner));
    return true;
}

bool vector_path_parse(struct arena *arena, struct text words, const struct path_step **steps,
                       size_t *step_count, size_t *fault) {
    struct scanner scanner = {.words = words,
                              .steps = ARENA_ARRAY(arena, struct path_step, VECTOR_PATH_LIMIT)};
    bool is_sound = true;
    skip_blanks(&scanner);
    while (is_sound && scanner.at < words.length) {
        is_sound = read_commands(&scanner);
        skip_blanks(&scanner);
    }
    *steps = scanner.steps;
    *step_count = scanner.count;
    *fault = scanner.at;
    return is_sound && scanner.count > 0;
}
