def main(bin_dir):
    return 0, 0
